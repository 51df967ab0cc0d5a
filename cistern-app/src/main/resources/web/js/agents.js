// The table of agents: one row for each datagram stream.

import {el, setText} from './dom.js';
import {live} from './live.js';
import {once, table} from './table.js';
import {ago, bits, count, duration} from './units.js';

export function agentTable() {
  return table({
    label: 'Agents',
    key: a => `${a.agent}/${a.subAgent}/${a.sender}`,
    order: ['agent', false],
    mark: a => [a.silent ? 'is-silent' : '', live.isNew(a) ? 'is-new' : ''].join(' ').trim(),
    columns: [
      {
        id: 'agent',
        label: 'Agent',
        sort: a => a.name ?? a.agent,
        class: 'grow',
        paint: once(agentParts, paintAgent),
      },
      {
        id: 'sub',
        label: 'Sub-agent',
        numeric: true,
        sort: a => a.subAgent,
        text: a => String(a.subAgent),
        class: 'minor',
      },
      {
        id: 'interfaces',
        label: 'Interfaces',
        numeric: true,
        sort: a => a.interfaces,
        text: a => count(a.interfaces),
        class: 'minor',
      },
      {
        id: 'in',
        label: 'In',
        title: 'over the physical ports, from counters',
        numeric: true,
        sort: a => a.inBitsPerSecond,
        text: a => bits(a.inBitsPerSecond),
      },
      {
        id: 'out',
        label: 'Out',
        title: 'over the physical ports, from counters',
        numeric: true,
        sort: a => a.outBitsPerSecond,
        text: a => bits(a.outBitsPerSecond),
      },
      {
        id: 'rate',
        label: 'Sampling',
        title: 'one packet in how many',
        numeric: true,
        class: 'minor',
        text: a => a.samplingRates.map(r => `1:${count(r)}`).join(' ') || '–',
      },
      {
        id: 'datagrams',
        label: 'Datagrams',
        numeric: true,
        sort: a => a.datagrams,
        text: a => count(a.datagrams),
        class: 'minor',
      },
      {
        id: 'flow',
        label: 'Flow samples',
        numeric: true,
        sort: a => a.samples.flow,
        text: a => count(a.samples.flow),
      },
      {
        id: 'counters',
        label: 'Counter samples',
        numeric: true,
        sort: a => a.samples.counters,
        text: a => count(a.samples.counters),
      },
      {
        id: 'lost',
        label: 'Lost',
        title: 'datagrams and samples missing by sequence numbers',
        numeric: true,
        sort: lost,
        paint: paintLost,
      },
      {
        id: 'uptime',
        label: 'Uptime',
        numeric: true,
        sort: a => a.uptimeSeconds,
        text: a => duration(a.uptimeSeconds),
        class: 'minor',
      },
      {
        id: 'seen',
        label: 'Last seen',
        numeric: true,
        sort: a => Date.parse(a.lastSeen),
        text: a => ago(Date.parse(a.lastSeen), live.now()),
      },
    ],
  });
}

/** What is not known is not 0: null. */
const lost = a =>
  Number.isInteger(a.lost.datagrams) && Number.isInteger(a.lost.samples)
    ? a.lost.datagrams + a.lost.samples
    : null;

function paintLost(cell, a) {
  setText(cell, count(lost(a)));
  cell.classList.toggle('is-warn', lost(a) > 0);
  cell.title =
    `${count(a.lost.datagrams)} datagrams, ${count(a.lost.samples)} samples; ` +
    `dropped by the agent itself: ${count(a.lost.agentDrops)}`;
}

function agentParts() {
  const dot = el('span', {class: 'dot', 'aria-hidden': 'true'});
  const name = el('a', {class: 'strong'});
  const address = el('span', {class: 'mono muted'});
  const badge = el('span', {class: 'badge'});
  return {nodes: [dot, name, ' ', address, ' ', badge], dot, name, address, badge};
}

function paintAgent({dot, name, address, badge}, a) {
  dot.className = `dot ${a.silent ? 'is-off' : 'is-live'}`;
  name.href = `#/agents/${encodeURIComponent(a.agent)}`;
  name.classList.toggle('mono', !a.name);
  setText(name, a.name || a.agent);
  name.title = name.textContent;
  setText(address, a.name ? a.agent : '');
  setText(badge, a.silent ? 'silent' : live.isNew(a) ? 'new' : '');
}
