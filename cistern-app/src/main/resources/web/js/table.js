// A table that is updated in place: rows keep their elements, so that focus and selection stay.

import {el, setText} from './dom.js';
import {escaped} from './units.js';

/**
 * @param {Object} options
 * @param {string} options.label what the table shows, for assistive technology
 * @param {Array} options.columns {id, label, title, numeric, sort(row), text(row) or paint(cell,
 *   row), class}
 * @param {function} options.key of a row
 * @param {[string, boolean]} options.order column id and whether descending; without it rows stay
 *   as given
 * @param {function} options.mark optional: class names of a row
 */
export function table({label, columns, key, order = null, mark = null}) {
  let current = order;
  let last = [];
  const rows = new Map();
  const body = el('tbody');
  const heads = columns.map(column => head(column));
  const element = el(
    'div',
    {class: 'table-wrap', tabindex: '0', role: 'region', 'aria-label': label},
    el('table', {}, el('thead', {}, el('tr', {}, heads)), body)
  );
  showOrder();

  function head(column) {
    const classes = [column.numeric ? 'num' : '', column.class ?? ''].join(' ');
    if (!column.sort)
      return el('th', {scope: 'col', class: classes, title: column.title}, column.label);
    const button = el(
      'button',
      {
        type: 'button',
        title: column.title,
        onclick: () => {
          current = [column.id, current?.[0] === column.id ? !current[1] : Boolean(column.numeric)];
          showOrder();
          update(last);
        },
      },
      column.label
    );
    return el('th', {scope: 'col', class: classes}, button);
  }

  function showOrder() {
    columns.forEach((column, i) => {
      if (current?.[0] === column.id)
        heads[i].setAttribute('aria-sort', current[1] ? 'descending' : 'ascending');
      else heads[i].removeAttribute('aria-sort');
    });
  }

  function sorted(list) {
    const column = current && columns.find(c => c.id === current[0]);
    if (!column) return list;
    const sign = current[1] ? -1 : 1;
    return [...list].sort((a, b) => sign * compare(column.sort(a), column.sort(b)));
  }

  function newRow(item) {
    const cells = columns.map(c =>
      el('td', {class: [c.numeric ? 'num' : '', c.class ?? ''].join(' ')})
    );
    return {element: el('tr', {}, cells), cells, item};
  }

  function update(list) {
    last = list;
    const kept = new Set();
    let place = body.firstChild;
    for (const item of sorted(list)) {
      const id = key(item);
      if (kept.has(id)) continue;
      kept.add(id);
      let row = rows.get(id);
      if (!row) rows.set(id, (row = newRow(item)));
      columns.forEach((column, i) => {
        if (column.paint) column.paint(row.cells[i], item);
        else setText(row.cells[i], column.text(item));
      });
      if (mark) row.element.className = mark(item);
      if (row.element === place) place = place.nextSibling;
      else body.insertBefore(row.element, place);
    }
    for (const [id, row] of rows) {
      if (!kept.has(id)) {
        row.element.remove();
        rows.delete(id);
      }
    }
  }

  return {element, update};
}

function compare(a, b) {
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : -1;
  if (b === null || b === undefined) return 1;
  return typeof a === 'string' ? a.localeCompare(b, 'en', {numeric: true}) : a - b;
}

/** A painter that makes the cell's content once, and hands it to `update` each time. */
export function once(create, update) {
  const made = new WeakMap();
  return (cell, row) => {
    let parts = made.get(cell);
    if (!parts) {
      made.set(cell, (parts = create()));
      cell.append(...parts.nodes);
    }
    update(parts, row);
  };
}

/** A painter of a link. */
export function link(text, href, title = null) {
  return once(
    () => {
      const a = el('a');
      return {nodes: [a], a};
    },
    ({a}, row) => {
      setText(a, text(row));
      a.setAttribute('href', href(row));
      if (title) a.title = escaped(title(row));
    }
  );
}
