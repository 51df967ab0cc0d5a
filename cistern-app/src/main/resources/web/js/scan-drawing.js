// Draws a scan: the single source, and the many places it tried. Places we have an address or port
// of are named; the fainter lines stand for the others, by their number.

import {people} from './units.js';

const WIDTH = 520;
const HEIGHT = 260;
const SOURCE = {x: 26, y: HEIGHT / 2};
const COLUMN = 360;
const MAX_LINES = 72;
const MAX_NAMES = 11;

export function drawScan(scan) {
  const d3 = globalThis.d3;
  const vertical = scan.kind === 'vertical';
  const total = (vertical ? scan.ports : scan.targets).seen.value;
  const names = exampleNames(scan, vertical);
  const lines = Math.max(names.length, Math.min(total, MAX_LINES), 1);
  const y = d3.scalePoint(d3.range(lines), [12, HEIGHT - 30]);
  const named = new Map(
    names.map((name, i) => [
      names.length === 1
        ? Math.floor(lines / 2)
        : Math.round((i * (lines - 1)) / (names.length - 1)),
      name,
    ])
  );
  const path = d3
    .linkHorizontal()
    .x(p => p.x)
    .y(p => p.y);

  const svg = d3
    .create('svg')
    .attr('viewBox', `0 0 ${WIDTH} ${HEIGHT}`)
    .attr('role', 'img')
    .attr('class', scan.active ? 'fan is-active' : 'fan')
    .attr('aria-label', `${scan.scanner} to ${people(total)} ${vertical ? 'ports' : 'hosts'}`);
  svg
    .append('g')
    .attr('class', 'fan-lines')
    .selectAll('path')
    .data(d3.range(lines))
    .join('path')
    .attr('class', i => (named.has(i) ? 'is-named' : null))
    .attr('d', i => path({source: SOURCE, target: {x: COLUMN, y: y(i)}}));
  svg
    .append('g')
    .attr('class', 'fan-ends')
    .selectAll('circle')
    .data(d3.range(lines))
    .join('circle')
    .attr('class', i => (named.has(i) ? 'is-named' : null))
    .attr('cx', COLUMN)
    .attr('cy', i => y(i))
    .attr('r', i => (named.has(i) ? 3 : 1.6));
  svg
    .append('g')
    .attr('class', 'fan-names')
    .selectAll('text')
    .data([...named])
    .join('text')
    .attr('x', COLUMN + 9)
    .attr('y', ([i]) => y(i))
    .attr('dy', '0.35em')
    .text(([, name]) => name);
  svg
    .append('circle')
    .attr('class', 'fan-source')
    .attr('cx', SOURCE.x)
    .attr('cy', SOURCE.y)
    .attr('r', 9);
  svg
    .append('text')
    .attr('class', 'fan-source-name')
    .attr('x', 12)
    .attr('y', SOURCE.y + 28)
    .text(scan.scanner);
  svg
    .append('text')
    .attr('class', 'fan-caption')
    .attr('x', COLUMN)
    .attr('y', HEIGHT - 6)
    .attr('text-anchor', 'middle')
    .text(caption(vertical, total, names.length, scan.target));
  return svg.node();
}

function caption(vertical, total, named, target) {
  const what = vertical ? `ports${target ? ` of ${target}` : ''}` : 'hosts';
  return named < total
    ? `${people(total)} ${what} seen, ${named} named`
    : `${people(total)} ${what} seen`;
}

/** The distinct hosts or ports among the examples, sorted, thinned to what can be read. */
function exampleNames(scan, vertical) {
  const names = [
    ...new Set(
      scan.examples.map(e => {
        const [, v6, v4, port] = /^(?:\[(.*)\]|([^:]*)):(\d+)$/.exec(e) ?? [null, e, null, null];
        return vertical && port ? port : (v6 ?? v4);
      })
    ),
  ].sort((a, b) => a.localeCompare(b, 'en', {numeric: true}));
  if (names.length <= MAX_NAMES) return names;
  return Array.from(
    {length: MAX_NAMES},
    (_, i) => names[Math.round((i * (names.length - 1)) / (MAX_NAMES - 1))]
  );
}
