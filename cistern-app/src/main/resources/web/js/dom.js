// Builds elements. Text goes in as text nodes only: names from the network are attacker text. What
// in them cannot be seen, or would turn the text around, is written out here, so that no view can
// forget to.

import {escaped, shown} from './units.js';

const SVG = 'http://www.w3.org/2000/svg';

/** Attributes that people see or hear. */
const SEEN = new Set(['title', 'aria-label', 'placeholder', 'alt']);

/**
 * An element with properties and children.
 * @param {string} tag
 * @param {Object} properties `class`, `on...` listeners, `aria-...` and other attributes; null and
 *   false leave one out
 * @param {...(Node|string|number|null)} children
 */
export function el(tag, properties = {}, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** The same for SVG. */
export function svg(tag, properties = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else
      element.setAttribute(
        name,
        value === true ? '' : SEEN.has(name) ? escaped(String(value)) : String(value)
      );
  }
  element.append(
    ...children
      .flat()
      .filter(c => c !== null && c !== undefined)
      .map(c => (typeof c === 'string' ? escaped(c) : c))
  );
  return element;
}

/** Sets the text, and touches the document only if it changed. */
export function setText(element, text) {
  const visible = shown(text);
  if (element.textContent !== visible) element.textContent = visible;
}

/** A labelled choice. `options` are values or [value, label] pairs. */
export function choice(label, options, value, onChange) {
  const select = el('select', {onchange: () => onChange(select.value)});
  setOptions(select, options, value);
  return {element: el('label', {class: 'field'}, el('span', {}, label), select), select};
}

/** Replaces the options of a select, and keeps one that is not among them, as it was asked for. */
export function setOptions(select, options, value) {
  const pairs = options.map(o => (Array.isArray(o) ? o : [o, o]));
  if (value && !pairs.some(([v]) => v === value)) pairs.unshift([value, value]);
  const same =
    pairs.length === select.options.length &&
    pairs.every(
      ([v, l], i) => select.options[i].value === v && select.options[i].textContent === shown(l)
    );
  if (!same) select.replaceChildren(...pairs.map(([v, l]) => el('option', {value: v}, shown(l))));
  if (value !== undefined && select.value !== value) select.value = value;
}

/** A row of buttons of which one is pressed. */
export function segmented(label, options, value, onChange) {
  const buttons = options.map(([v, text]) =>
    el(
      'button',
      {
        type: 'button',
        'aria-pressed': String(v === value),
        onclick: () => {
          for (const b of buttons)
            b.setAttribute(
              'aria-pressed',
              String(b === buttons[options.findIndex(o => o[0] === v)])
            );
          onChange(v);
        },
      },
      text
    )
  );
  return el('div', {class: 'segmented', role: 'group', 'aria-label': label}, buttons);
}

/** A thin bar that shows a share from 0 to 1. */
export function bar(extra = '') {
  const fillElement = el('span', {class: 'bar-fill'});
  const element = el('span', {class: `bar ${extra}`, 'aria-hidden': 'true'}, fillElement);
  return {
    element,
    set(share) {
      element.classList.toggle('is-absent', share === null);
      element.classList.toggle('is-high', share !== null && share >= 0.8);
      fillElement.style.width = `${Math.min(100, Math.max(0, (share ?? 0) * 100)).toFixed(1)}%`;
    },
  };
}

/** What stands where there is nothing yet. */
export function empty(title, ...text) {
  return el(
    'div',
    {class: 'empty'},
    el('p', {class: 'empty-title'}, title),
    ...text.map(t => el('p', {}, t))
  );
}

/** A titled part of a view. */
export function panel(title, tools, ...content) {
  return el(
    'section',
    {class: 'panel'},
    el('div', {class: 'panel-head'}, el('h2', {}, title), tools),
    ...content
  );
}
