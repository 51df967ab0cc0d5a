// One agent: who it is, its interfaces, and every value it last sent.

import {bar, el, empty, panel, setText} from './dom.js';
import {every, get} from './api.js';
import {discardsPanel} from './discards.js';
import {live} from './live.js';
import {link, once, table} from './table.js';
import {ago, bits, count, duration, packets, percent, perSecond, scaled, shown} from './units.js';

const MAX_VALUES = 400;

export function mount(root, {rest, signal}) {
  const address = rest[0] ?? '';
  const base = `/api/agents/${encodeURIComponent(address)}`;
  const head = el('div', {class: 'agent-head'}, el('h1', {class: 'mono'}, shown(address)));
  const interfaces = interfaceTable(address);
  const values = valueTable(address);
  const filter = el('input', {
    type: 'search',
    placeholder: 'filter: name, instance …',
    'aria-label': 'Filter the values',
    oninput: () => showValues(),
  });
  const unknown = el('input', {type: 'checkbox', onchange: () => showValues()});
  const valueCount = el('span', {class: 'hint'});
  const interfacesBox = el('div', {}, empty('Asking …'));
  const valuesBox = el('div', {}, empty('Asking …'));
  let metrics = [];

  const discards = discardsPanel();
  root.append(
    head,
    panel('Interfaces', null, interfacesBox),
    discards.element,
    panel(
      'Values now',
      el(
        'span',
        {class: 'tools'},
        valueCount,
        el('label', {class: 'check'}, unknown, ' also unknown'),
        filter
      ),
      valuesBox
    )
  );

  function showValues() {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = metrics.filter(
      m =>
        (unknown.checked || m.value !== null) &&
        words.every(w => `${m.instance} ${m.metric}`.toLowerCase().includes(w))
    );
    values.update(found.slice(0, MAX_VALUES));
    setText(
      valueCount,
      found.length > MAX_VALUES
        ? `${MAX_VALUES} of ${found.length} shown: filter to see the others`
        : `${found.length} of ${metrics.length}`
    );
    place(
      valuesBox,
      found.length
        ? values.element
        : metrics.length
          ? empty(
              'Nothing fits the filter.',
              'Values that the agent does not know are left out unless asked for.'
            )
          : empty(
              'No counters yet.',
              'Agents send them every 20 to 30 s, once counter polling is on.'
            )
    );
  }

  every(2000, signal, async current => {
    try {
      const [detail, ifs, ms, gone] = await Promise.all([
        get(base, {}, current),
        get(`${base}/interfaces`, {}, current),
        get(`${base}/metrics`, {}, current),
        get('/api/discards', {agent: address}, current),
      ]);
      showHead(head, detail);
      interfaces.update(ifs.interfaces);
      place(
        interfacesBox,
        ifs.interfaces.length
          ? interfaces.element
          : empty(
              'No interface counters yet.',
              'Agents send them every 20 to 30 s, once counter polling is on.'
            )
      );
      discards.update(gone);
      metrics = ms.metrics;
      showValues();
    } catch (e) {
      if (e.name === 'AbortError') return;
      if (e.status === 404)
        root.replaceChildren(
          empty(
            'This agent is not known.',
            `Nothing came from ${address} since the collector started.`
          )
        );
      else place(interfacesBox, empty('No answer.', e.message));
    }
  });
}

function place(box, element) {
  if (box.firstChild !== element) box.replaceChildren(element);
}

function showHead(head, {agent, streams, host, dataSources}) {
  const name = streams.find(s => s.name)?.name || host?.hostname || null;
  const facts = [];
  if (host) facts.push([host.osName, host.osRelease, host.machineType].filter(Boolean).join(' '));
  for (const s of streams) {
    const rates = s.samplingRates.map(r => `1:${count(r)}`).join(' ');
    facts.push(
      `sub-agent ${s.subAgent}: ${count(s.datagrams)} datagrams, ` +
        `up ${duration(s.uptimeSeconds)}, ` +
        `${rates ? `sampling ${rates}` : 'no flow sampling'}, ` +
        `${s.silent ? 'silent since' : 'seen'} ${ago(Date.parse(s.lastSeen), live.now())}`
    );
  }
  facts.push(`${dataSources.length} data sources`);
  const text = [name ?? '', agent, ...facts].join('\n');
  if (head.dataset.text === text) return;
  head.dataset.text = text;
  head.replaceChildren(
    el(
      'h1',
      {class: name ? '' : 'mono'},
      shown(name ?? agent),
      ' ',
      name ? el('span', {class: 'mono muted'}, agent) : null
    ),
    el(
      'p',
      {class: 'facts'},
      facts.filter(Boolean).map(f => el('span', {}, f))
    ),
    el(
      'p',
      {class: 'facts'},
      el('a', {href: `#/chart?agent=${encodeURIComponent(agent)}`}, 'chart its metrics'),
      el('a', {href: `#/talkers?agent=${encodeURIComponent(agent)}`}, 'its top talkers')
    )
  );
}

const chartOf = (agent, instance, metric) =>
  `#/chart?${new URLSearchParams({agent, instance, metric})}`;

function interfaceTable(agent) {
  const direction = (label, side, metric) => ({
    id: side,
    label,
    numeric: true,
    class: 'rate',
    sort: i => i[side].bitsPerSecond,
    paint: once(
      () => {
        const b = bar('bar-under');
        const a = el('a');
        return {nodes: [a, b.element], a, b};
      },
      ({a, b}, i) => {
        setText(a, bits(i[side].bitsPerSecond));
        a.href = chartOf(agent, i.instance, metric);
        a.title =
          i[side].utilization === null
            ? 'utilization not known'
            : `${percent(i[side].utilization, 1)} of the speed`;
        b.set(i[side].utilization);
      }
    ),
  });
  const errors = i => sum(i.in.errorsPerSecond, i.out.errorsPerSecond);
  const discards = i => sum(i.in.discardsPerSecond, i.out.discardsPerSecond);
  return table({
    label: 'Interfaces',
    key: i => i.instance,
    order: ['index', false],
    mark: i => (i.operUp === false ? 'is-silent' : ''),
    columns: [
      {
        id: 'index',
        label: 'ifIndex',
        numeric: true,
        sort: i => i.ifIndex,
        text: i => i.instance.replace(/^if\//, ''),
        class: 'minor mono',
      },
      {
        id: 'name',
        label: 'Interface',
        class: 'grow',
        sort: i => i.name ?? i.instance,
        paint: paintName,
      },
      {id: 'state', label: 'State', paint: paintState},
      {
        id: 'speed',
        label: 'Speed',
        numeric: true,
        class: 'minor',
        sort: i => i.speedBitsPerSecond,
        text: i => bits(i.speedBitsPerSecond),
      },
      direction('In', 'in', 'if_in_octets'),
      direction('Out', 'out', 'if_out_octets'),
      {
        id: 'inp',
        label: 'In packets',
        numeric: true,
        class: 'minor',
        sort: i => i.in.packetsPerSecond,
        text: i => packets(i.in.packetsPerSecond),
      },
      {
        id: 'outp',
        label: 'Out packets',
        numeric: true,
        class: 'minor',
        sort: i => i.out.packetsPerSecond,
        text: i => packets(i.out.packetsPerSecond),
      },
      {
        id: 'errors',
        label: 'Errors',
        numeric: true,
        sort: errors,
        paint: (c, i) => paintBad(c, errors(i), i, 'errorsPerSecond'),
      },
      {
        id: 'discards',
        label: 'Discards',
        numeric: true,
        sort: discards,
        paint: (c, i) => paintBad(c, discards(i), i, 'discardsPerSecond'),
      },
      {
        id: 'coverage',
        label: 'Samples/counters',
        title: 'bytes estimated from samples over bytes counted: near 100 % means that both agree',
        numeric: true,
        class: 'minor',
        sort: i => i.coverage?.ratio,
        text: i =>
          i.coverage ? `${percent(i.coverage.ratio)} ± ${percent(i.coverage.error95)}` : '–',
      },
    ],
  });
}

const sum = (a, b) => (a === null && b === null ? null : (a ?? 0) + (b ?? 0));

function paintBad(cell, value, i, field) {
  setText(cell, perSecond(value));
  cell.classList.toggle('is-warn', value > 0);
  cell.title = `in ${perSecond(i.in[field])}, out ${perSecond(i.out[field])}`;
}

const paintName = once(
  () => {
    const name = el('span', {class: 'clip'});
    return {nodes: [name], name};
  },
  ({name}, i) => {
    setText(name, i.name || i.instance);
    name.title = name.textContent;
  }
);

function paintState(cell, i) {
  const text =
    i.adminUp === false ? 'disabled' : i.operUp === null ? '–' : i.operUp ? 'up' : 'down';
  setText(cell, text);
  cell.className = text === 'up' ? 'state-up' : text === 'down' ? 'state-down' : 'muted';
}

function valueTable(agent) {
  return table({
    label: 'Values now',
    key: m => `${m.instance} ${m.metric}`,
    order: null,
    columns: [
      {
        id: 'instance',
        label: 'Instance',
        class: 'mono',
        sort: m => m.instance,
        text: m => m.instance,
      },
      {
        id: 'metric',
        label: 'Metric',
        class: 'mono grow',
        sort: m => m.metric,
        paint: link(
          m => m.metric,
          m => (m.kind === 'text' ? '#/chart' : chartOf(agent, m.instance, m.metric)),
          () => 'draw it'
        ),
      },
      {
        id: 'value',
        label: 'Value',
        numeric: true,
        class: 'value',
        sort: m => (typeof m.value === 'number' ? m.value : null),
        text: valueText,
      },
      {id: 'unit', label: 'Unit', class: 'muted', text: m => m.unit},
      {id: 'rate', label: 'Rate', numeric: true, sort: m => m.rate, text: rateText},
      {id: 'kind', label: 'Kind', class: 'muted minor', sort: m => m.kind, text: m => m.kind},
      {
        id: 'time',
        label: 'Seen',
        numeric: true,
        class: 'minor',
        sort: m => Date.parse(m.time),
        text: m => ago(Date.parse(m.time), live.now()),
      },
    ],
  });
}

function valueText({value}) {
  if (value === null) return '–';
  if (typeof value !== 'number') return String(value);
  return Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(6)));
}

function rateText({rate, unit, metric}) {
  if (rate === null) return '';
  if (unit === 'bytes') return metric.includes('octets') ? bits(rate * 8) : scaled(rate, 'B/s');
  return unit === 'packets' ? packets(rate) : perSecond(rate);
}
