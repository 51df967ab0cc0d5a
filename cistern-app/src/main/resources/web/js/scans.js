// Scans: what a host did, how we know, and a drawing of its fan.

import {el, empty, panel, segmented, setText} from './dom.js';
import {live, on} from './live.js';
import {drawScan} from './scan-drawing.js';
import {remember} from './hash.js';
import {ago, clock, interval, people, percent} from './units.js';

export function mount(root, {parameters, signal}) {
  let filter = parameters.get('show') ?? 'all';
  const list = el('div', {class: 'scans'}, empty('Waiting for the collector …'));
  const cards = new Map();
  const render = () => {
    if (!live.scans) return;
    const scans = live.scans.filter(s => filter === 'all' || s.active);
    scans.sort(
      (a, b) =>
        Number(b.active) - Number(a.active) || Date.parse(b.lastSeen) - Date.parse(a.lastSeen)
    );
    const elements = scans.map(scan => {
      const key = [
        scan.scanner,
        scan.kind,
        scan.protocol,
        scan.port,
        scan.target,
        scan.firstSeen,
      ].join('|');
      if (!cards.has(key)) cards.set(key, card());
      cards.get(key).update(scan);
      return cards.get(key).element;
    });
    const content = elements.length
      ? elements
      : [
          filter === 'all'
            ? empty(
                'No scans seen.',
                'A host that tries many addresses, or many ports of one, without success ' +
                  'is listed here with its evidence.'
              )
            : empty('No scan goes on now.'),
        ];
    if (content.length !== list.children.length || content.some((c, i) => c !== list.children[i]))
      list.replaceChildren(...content);
  };
  root.append(
    panel(
      'Scans',
      segmented(
        'Show',
        [
          ['all', 'All'],
          ['active', 'Going on'],
        ],
        filter,
        v => {
          filter = v;
          remember('scans', {show: v === 'all' ? '' : v});
          render();
        }
      ),
      list
    )
  );
  on(['scans', 'status'], signal, render);
}

/** The title of a scan: who does what. */
export function scanTitle(scan) {
  const proto = scan.protocol.toUpperCase();
  if (scan.kind === 'vertical') return `tries the ports of ${scan.target ?? 'one host'} (${proto})`;
  if (scan.kind === 'horizontal')
    return `tries ${proto}${scan.port === null ? '' : ` port ${scan.port}`} on many hosts`;
  return `tries many ports on many hosts (${proto})`;
}

/** One line for the overview. */
export function scanLine(scan) {
  return el(
    'a',
    {class: `scan-line ${scan.active ? 'is-active' : ''}`, href: '#/scans'},
    el('span', {class: `dot ${scan.active ? 'is-bad' : 'is-off'}`}),
    el('span', {}, el('b', {class: 'mono'}, scan.scanner), ' ', scanTitle(scan)),
    el(
      'small',
      {class: 'muted'},
      scan.kind === 'vertical'
        ? `${people(scan.ports.seen.value)} ports seen`
        : `${people(scan.targets.seen.value)} hosts seen`,
      ` · ${ago(Date.parse(scan.lastSeen), live.now())}`
    )
  );
}

function card() {
  const badge = el('span', {class: 'badge'});
  const scanner = el('b', {class: 'mono'});
  const title = el('span');
  const explanation = el('p');
  const figures = el('dl', {class: 'figures'});
  const drawing = el('div', {class: 'scan-drawing'});
  const element = el(
    'article',
    {class: 'scan'},
    el(
      'div',
      {class: 'scan-text'},
      el('h3', {}, badge, ' ', scanner, ' ', title),
      explanation,
      figures
    ),
    drawing
  );
  let drawn = '';
  return {
    element,
    update(scan) {
      element.classList.toggle('is-active', scan.active);
      setText(badge, scan.active ? 'going on' : 'over');
      badge.className = `badge ${scan.active ? 'is-bad' : ''}`;
      setText(scanner, scan.scanner);
      setText(title, scanTitle(scan));
      setText(explanation, scan.explanation);
      showFigures(figures, scan);
      const state = JSON.stringify([scan.examples, scan.targets, scan.ports, scan.active]);
      if (state !== drawn) {
        drawn = state;
        drawing.replaceChildren(drawScan(scan));
      }
    },
  };
}

function showFigures(list, scan) {
  const entries = [
    ['Hosts seen', interval(scan.targets.seen)],
    ['Hosts in all', interval(scan.targets.estimated)],
    ['Ports seen', interval(scan.ports.seen)],
    ['Ports in all', interval(scan.ports.estimated)],
    ['Probes sampled', interval(scan.probes.seen)],
    ['Probes in all', interval(scan.probes.estimated)],
    ['Probes among samples', percent(scan.synOnlyShare, 1)],
    ['Succeeded', percent(scan.successShare, 1)],
    ['First seen', clock(Date.parse(scan.firstSeen))],
    [
      'Last seen',
      `${clock(Date.parse(scan.lastSeen))}, ${ago(Date.parse(scan.lastSeen), live.now())}`,
    ],
  ];
  if (list.children.length !== entries.length) {
    list.replaceChildren(...entries.map(([name]) => el('div', {}, el('dt', {}, name), el('dd'))));
  }
  entries.forEach(([, value], i) => setText(list.children[i].lastChild, value));
}
