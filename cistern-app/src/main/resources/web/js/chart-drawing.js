// Draws series with D3: axes with units, gaps as gaps, a readout that follows the pointer or the
// arrow keys.

import {el, setText} from './dom.js';
import {clock, dateTime, display, scaled} from './units.js';

const HEIGHT = 360;
const MARGIN = {top: 16, right: 16, bottom: 28, left: 76};

export function chartDrawing(signal) {
  const d3 = globalThis.d3;
  const readout = el('div', {class: 'readout', hidden: true, role: 'status'});
  const legend = el('ul', {class: 'legend'});
  const svg = d3.create('svg').attr('class', 'chart').attr('tabindex', '0').attr('role', 'img');
  const grid = svg.append('g').attr('class', 'grid');
  const xAxis = svg.append('g').attr('class', 'axis');
  const yAxis = svg.append('g').attr('class', 'axis');
  const inside = svg
    .append('clipPath')
    .attr('id', 'chart-inside')
    .append('rect') // no line leaves the axes
    .attr('x', MARGIN.left)
    .attr('y', MARGIN.top - 4)
    .attr('height', HEIGHT - MARGIN.top - MARGIN.bottom + 8);
  const lines = svg.append('g').attr('class', 'lines').attr('clip-path', 'url(#chart-inside)');
  const lone = svg.append('g').attr('class', 'lone').attr('clip-path', 'url(#chart-inside)');
  const rule = svg
    .append('line')
    .attr('class', 'rule')
    .attr('y1', MARGIN.top)
    .attr('y2', HEIGHT - MARGIN.bottom)
    .attr('visibility', 'hidden');
  const marks = svg.append('g').attr('class', 'marks');
  const plot = el('div', {class: 'plot'}, svg.node(), readout);
  const element = el('div', {}, plot, legend);
  let state = null;
  let cursor = null;

  /** @param {function} nameOf the name of an instance, for the legend */
  function update(series, domain, stepMillis, nameOf) {
    const {unit, factor} = display(series[0].metric, series[0].unit);
    const drawn = series.map((s, i) => ({
      name: label(s, series, nameOf),
      color: `series-${i % 12}`,
      points: withGaps(s.points, stepMillis).map(([t, v]) => [t, v === null ? null : v * factor]),
    }));
    state = {drawn, domain, unit, metric: series[0].metric};
    draw();
  }

  function draw() {
    if (!state) return;
    const width = Math.max(plot.clientWidth || 800, 280);
    const {drawn, domain, unit} = state;
    const [low, high] = d3.extent(
      drawn.flatMap(s => s.points.map(p => p[1]).filter(v => v !== null))
    );
    const floor = low >= 0 ? 0 : low;
    const x = d3.scaleTime(domain, [MARGIN.left, width - MARGIN.right]);
    const y = d3
      .scaleLinear([floor, high === floor ? floor + 1 : high], [HEIGHT - MARGIN.bottom, MARGIN.top])
      .nice(8);
    inside.attr('width', width - MARGIN.left - MARGIN.right);
    state.x = x;
    state.y = y;
    svg
      .attr('viewBox', `0 0 ${width} ${HEIGHT}`)
      .attr('height', HEIGHT)
      .attr(
        'aria-label',
        `${state.metric}, ${drawn.length} series, ${clock(domain[0])} to ${clock(domain[1])}`
      );
    xAxis.attr('transform', `translate(0,${HEIGHT - MARGIN.bottom})`).call(
      d3
        .axisBottom(x)
        .ticks(Math.max(2, Math.floor(width / 150)))
        .tickSizeOuter(0)
        .tickFormat(timeFormat(domain))
    );
    yAxis.attr('transform', `translate(${MARGIN.left},0)`).call(
      d3
        .axisLeft(y)
        .ticks(5)
        .tickSize(0)
        .tickPadding(8)
        .tickFormat(v => scaled(v, unit))
    );
    grid
      .selectAll('line')
      .data(y.ticks(5))
      .join('line')
      .attr('x1', MARGIN.left)
      .attr('x2', width - MARGIN.right)
      .attr('y1', v => y(v))
      .attr('y2', v => y(v));
    const line = d3
      .line()
      .defined(p => p[1] !== null)
      .x(p => x(p[0]))
      .y(p => y(p[1]));
    lines
      .selectAll('path')
      .data(drawn)
      .join('path')
      .attr('class', s => s.color)
      .attr('d', s => line(s.points) ?? '');
    lone
      .selectAll('circle')
      .data(drawn.flatMap(s => alone(s)))
      .join('circle')
      .attr('class', p => p.color)
      .attr('r', 2.2)
      .attr('cx', p => x(p.time))
      .attr('cy', p => y(p.value));
    showLegend();
    showCursor();
  }

  function showLegend() {
    legend.replaceChildren(
      ...state.drawn.map(s => {
        const last = s.points.findLast(p => p[1] !== null);
        return el(
          'li',
          {},
          el('span', {class: `swatch ${s.color}`}),
          el('span', {class: 'mono'}, s.name),
          ' ',
          el('b', {}, last ? scaled(last[1], state.unit) : '–')
        );
      })
    );
  }

  const times = () =>
    [...new Set(state.drawn.flatMap(s => s.points.map(p => p[0])))]
      .filter(t => t >= state.domain[0] && t <= state.domain[1])
      .sort((a, b) => a - b);

  function showCursor() {
    const hidden = cursor === null || !state;
    rule.attr('visibility', hidden ? 'hidden' : 'visible');
    readout.hidden = hidden;
    if (hidden) {
      marks.selectAll('circle').remove();
      return;
    }
    const at = nearest(times(), cursor);
    if (at === undefined) return;
    const px = state.x(at);
    rule.attr('x1', px).attr('x2', px);
    const values = state.drawn.map(s => ({
      ...s,
      value: s.points.find(p => p[0] === at)?.[1] ?? null,
    }));
    marks
      .selectAll('circle')
      .data(values.filter(v => v.value !== null))
      .join('circle')
      .attr('class', v => v.color)
      .attr('r', 3.5)
      .attr('cx', px)
      .attr('cy', v => state.y(v.value));
    readout.replaceChildren(
      el('div', {class: 'readout-time'}, dateTime(at)),
      ...values
        .sort((a, b) => (b.value ?? -Infinity) - (a.value ?? -Infinity))
        .map(v =>
          el(
            'div',
            {class: 'readout-row'},
            el('span', {class: `swatch ${v.color}`}),
            el('span', {class: 'mono'}, v.name),
            el('b', {}, v.value === null ? 'no value' : scaled(v.value, state.unit))
          )
        )
    );
    const share = px / (plot.clientWidth || 1);
    readout.classList.toggle('is-left', share > 0.55);
    readout.style.left = share > 0.55 ? 'auto' : `${px + 14}px`;
    readout.style.right = share > 0.55 ? `${plot.clientWidth - px + 14}px` : 'auto';
  }

  svg
    .on('pointermove', event => {
      if (!state) return;
      cursor = state.x.invert(d3.pointer(event, svg.node())[0]).getTime();
      showCursor();
    })
    .on('pointerleave blur', () => {
      cursor = null;
      showCursor();
    })
    .on('keydown', event => {
      const move = {ArrowLeft: -1, ArrowRight: 1}[event.key];
      if (!move || !state) return;
      event.preventDefault();
      const all = times();
      const index = cursor === null ? all.length - 1 : all.indexOf(nearest(all, cursor)) + move;
      cursor = all[Math.min(all.length - 1, Math.max(0, index))];
      showCursor();
    });
  const resized = new ResizeObserver(draw);
  resized.observe(plot);
  signal.addEventListener('abort', () => resized.disconnect());
  return {element, update};
}

function label(series, all, nameOf) {
  const agents = new Set(all.map(s => s.agent));
  const name = nameOf(series.instance);
  return agents.size > 1 ? `${series.agent} ${name}` : name;
}

/** Points that are missing become gaps: a line is drawn only between neighbours. */
function withGaps(points, stepMillis) {
  const out = [];
  for (const point of points) {
    const previous = out.at(-1);
    if (previous && stepMillis && point[0] - previous[0] > 1.5 * stepMillis)
      out.push([previous[0] + stepMillis, null]);
    out.push(point);
  }
  return out;
}

/** Points without neighbours, which no line would show. */
function alone({points, color}) {
  return points
    .filter(
      (p, i) =>
        p[1] !== null &&
        (points[i - 1]?.[1] ?? null) === null &&
        (points[i + 1]?.[1] ?? null) === null
    )
    .map(([time, value]) => ({time, value, color}));
}

function nearest(sorted, value) {
  const i = globalThis.d3.bisectCenter(sorted, value);
  return sorted[i];
}

function timeFormat([from, to]) {
  const format =
    to - from <= 10 * 60_000 ? '%H:%M:%S' : to - from <= 36 * 3600_000 ? '%H:%M' : '%b %d';
  return globalThis.d3.timeFormat(format);
}
