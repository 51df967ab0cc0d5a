// A chart of any stored metric: choose agent, instance, metric, range and function.

import {choice, el, empty, panel, setOptions, setText} from './dom.js';
import {every, get} from './api.js';
import {live, on} from './live.js';
import {chartDrawing} from './chart-drawing.js';
import {remember} from './hash.js';
import {agentLabel, shown} from './units.js';

const RANGES = [
  ['5m', '5 minutes'],
  ['15m', '15 minutes'],
  ['1h', '1 hour'],
  ['6h', '6 hours'],
  ['1d', '1 day'],
  ['7d', '7 days'],
  ['30d', '30 days'],
  ['365d', '1 year'],
];
const FUNCTIONS = [
  ['', 'automatic'],
  ['rate', 'rate'],
  ['avg', 'average'],
  ['min', 'minimum'],
  ['max', 'maximum'],
  ['last', 'last'],
  ['sum', 'sum'],
  ['delta', 'change'],
  ['increase', 'increase'],
  ['count', 'points'],
];
const SECONDS = {s: 1, m: 60, h: 3600, d: 86400};
const STEPS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400];
const MAX_SERIES = 12;

export function mount(root, {parameters, signal}) {
  const state = {
    agent: parameters.get('agent') ?? '',
    instance: parameters.get('instance') ?? '',
    metric: parameters.get('metric') ?? '',
    range: parameters.get('range') ?? '5m',
    fn: parameters.get('fn') ?? '',
  };
  const drawing = chartDrawing(signal);
  const note = el('p', {class: 'summary'});
  const box = el('div', {class: 'chart-box'}, empty('Asking …'));
  let known = [];
  let names = new Map();
  const nameOf = i => names.get(i) ?? i;

  const change = name => value => {
    state[name] = value;
    if (name === 'agent') known = [];
    if (name === 'instance') fillMetrics();
    remember('chart', state);
    ask();
  };
  const agent = choice('Agent', [], undefined, change('agent'));
  const instance = choice('Instance', [], undefined, change('instance'));
  const metric = choice('Metric', [], undefined, change('metric'));
  const range = choice('Range', RANGES, state.range, change('range'));
  const fn = choice('Function', FUNCTIONS, state.fn, change('fn'));
  root.append(
    panel(
      'Chart',
      null,
      el(
        'div',
        {class: 'controls'},
        agent.element,
        instance.element,
        metric.element,
        range.element,
        fn.element
      ),
      note,
      box
    )
  );

  on(['agents'], signal, () => {
    const agents = [...new Map(live.agentList().map(a => [a.agent, a])).values()];
    if (!agents.length) return;
    state.agent ||= agents[0].agent;
    setOptions(
      agent.select,
      agents.map(a => [a.agent, agentLabel(a)]),
      state.agent
    );
  });

  /** Learns what the agent has, and fills the choices with it. */
  async function learn(current) {
    const base = `/api/agents/${encodeURIComponent(state.agent)}`;
    const [answer, {interfaces}] = await Promise.all([
      get(`${base}/metrics`, {}, current),
      get(`${base}/interfaces`, {}, current),
    ]);
    known = answer.metrics.filter(m => m.kind !== 'text');
    names = new Map(
      interfaces.filter(i => i.name).map(i => [i.instance, `${shown(i.name)} (${i.instance})`])
    );
    const instances = [...new Set(known.map(m => m.instance))].sort((a, b) =>
      a.localeCompare(b, 'en', {numeric: true})
    );
    const several = instances.some(i => i.startsWith('if/')) ? [['if/*', 'all interfaces']] : [];
    if (instances.length && !matchesAny(state.instance, instances))
      state.instance = several.length ? 'if/*' : instances[0];
    setOptions(
      instance.select,
      [...several, ...instances.map(i => [i, nameOf(i)])],
      state.instance
    );
    fillMetrics();
  }

  function fillMetrics() {
    const metrics = [
      ...new Set(known.filter(m => matches(state.instance, m.instance)).map(m => m.metric)),
    ].sort();
    if (metrics.length && !metrics.includes(state.metric))
      state.metric = metrics.includes('if_in_octets') ? 'if_in_octets' : metrics[0];
    setOptions(metric.select, metrics, state.metric);
  }

  async function draw(current) {
    if (!state.agent)
      return show(empty('No agents yet.', 'They appear by themselves once their sFlow arrives.'));
    if (!known.length) await learn(current);
    if (!known.length)
      return show(
        empty(
          'Nothing to draw yet.',
          'Values are stored once an agent sends counters, every 20 to 30 s as a rule.'
        )
      );
    const seconds = rangeSeconds(state.range);
    const step = stepFor(seconds);
    const answer = await get(
      '/api/series',
      {
        agent: state.agent,
        instance: state.instance,
        metric: state.metric,
        from: `-${state.range}`,
        to: 'now',
        step: `${step}s`,
        fn: state.fn,
      },
      current
    );
    const series = answer.series.filter(s => s.points.some(p => p[1] !== null));
    if (!series.length) {
      return show(
        empty(
          'No points in this range.',
          `Values are stored every ${live.status?.store.intervalSeconds ?? 10} s as they arrive; ` +
            `a rate needs two of them. Or choose a longer range.`
        )
      );
    }
    const drawn = highest(series, MAX_SERIES);
    const hidden = series.length - drawn.length;
    const left = hidden
      ? `; the ${drawn.length} highest on average of ${series.length} series, ` +
        `the other ${hidden} are not drawn`
      : '';
    show(drawing.element, `${drawn[0].fn} of ${state.metric}, every ${step} s${left}`);
    const to = live.now();
    drawing.update(drawn, [to - seconds * 1000, to], step * 1000, nameOf);
  }

  const ask = every(5000, signal, current =>
    draw(current).catch(e => {
      if (e.name !== 'AbortError') show(empty('No answer.', e.message));
    })
  );

  function show(element, text = '') {
    setText(note, text);
    if (box.firstChild !== element) box.replaceChildren(element);
  }
}

/** The `n` series of the highest average, in the order in which they came. */
function highest(series, n) {
  if (series.length <= n) return series;
  const means = new Map(series.map(s => [s, mean(s.points)]));
  const chosen = new Set([...series].sort((a, b) => means.get(b) - means.get(a)).slice(0, n));
  return series.filter(s => chosen.has(s));
}

function mean(points) {
  const known = points.map(p => p[1]).filter(v => v !== null);
  return known.reduce((sum, v) => sum + v, 0) / known.length;
}

const rangeSeconds = range => Number.parseInt(range, 10) * (SECONDS[range.at(-1)] ?? 60);

/** A round step that makes some 300 points, and is not finer than what is stored. */
function stepFor(seconds) {
  const finest = live.status?.store.intervalSeconds ?? 10;
  return STEPS.find(s => s >= finest && seconds / s <= 300) ?? STEPS.at(-1);
}

const matches = (pattern, instance) =>
  pattern.endsWith('*') ? instance.startsWith(pattern.slice(0, -1)) : pattern === instance;
const matchesAny = (pattern, instances) =>
  pattern !== '' && instances.some(i => matches(pattern, i));
