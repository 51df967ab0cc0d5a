// The first view: the totals, the agents, the top flows and the scans.

import {el, empty, panel, setText} from './dom.js';
import {live, on} from './live.js';
import {agentTable} from './agents.js';
import {talkerTable} from './talkers.js';
import {scanLine} from './scans.js';
import {curve} from './curve.js';
import {bits, count, error, packets, scaled} from './units.js';

export function mount(root, {signal}) {
  const tiles = el('div', {class: 'tiles'});
  const traffic = tile(
    tiles,
    'Traffic seen',
    'all sampled traffic of the last minute, scaled by the sampling rates',
    h => h.bits
  );
  const datagrams = tile(tiles, 'Datagrams', 'sFlow datagrams received', h => h.datagrams);
  const samples = tile(tiles, 'Samples', 'flow and counter samples decoded', h => h.samples);
  const agents = agentTable();
  const talkers = talkerTable(
    ['source', 'destination', 'protocol', 'sourcePort', 'destinationPort'],
    'bytes'
  );
  const agentsBox = el('div', {}, empty('Waiting for the collector …'));
  const talkersBox = el('div');
  const scansBox = el('div', {class: 'scan-lines'});
  const agentCount = el('span', {class: 'hint'});

  root.append(
    tiles,
    panel('Agents', agentCount, agentsBox),
    el(
      'div',
      {class: 'columns'},
      panel('Top flows', el('a', {href: '#/talkers'}, 'all talkers'), talkersBox),
      panel('Scans', el('a', {href: '#/scans'}, 'all scans'), scansBox)
    )
  );

  on(['status'], signal, () => {
    const {status, flows} = live;
    if (!status) return;
    const total = flows?.total;
    traffic.set(
      bits(total?.bitsPerSecond),
      total ? `${packets(total.packetsPerSecond)} ${error(total.error95)}` : ''
    );
    datagrams.set(
      `${scaled(Math.round(status.datagramsPerSecond), '')}/s`,
      `${count(status.datagrams)} since the start`
    );
    samples.set(
      `${scaled(Math.round(status.samplesPerSecond), '')}/s`,
      `${count(status.samples)} since the start`
    );
  });
  on(['agents', 'status'], signal, () => {
    if (!live.status) return;
    const list = live.agentList();
    const silent = list.filter(a => a.silent).length;
    setText(
      agentCount,
      list.length
        ? `${list.length} ${list.length === 1 ? 'stream' : 'streams'}` +
          (silent ? `, ${silent} silent` : '')
        : ''
    );
    if (list.length) agents.update(list);
    place(agentsBox, list.length ? agents.element : noAgents());
  });
  on(['flows'], signal, () => {
    if (!live.flows) return;
    talkers.update({...live.flows, flows: live.flows.flows.slice(0, 12)});
    place(
      talkersBox,
      live.flows.flows.length
        ? talkers.element
        : empty(
            'No flow samples in the last minute.',
            'Agents send them once packet sampling is on; counters alone make no flows.'
          )
    );
  });
  on(['scans'], signal, () => {
    if (!live.scans) return;
    const scans = [...live.scans].sort((a, b) => Number(b.active) - Number(a.active)).slice(0, 8);
    scansBox.replaceChildren(
      ...(scans.length
        ? scans.map(scanLine)
        : [
            empty(
              'No scans seen.',
              'Hosts that try many addresses or ports without success are listed here.'
            ),
          ])
    );
  });
}

function tile(parent, title, hint, read) {
  const value = el('b', {class: 'tile-value'}, '–');
  const note = el('span', {class: 'tile-note'}, ' ');
  const drawing = curve(read);
  parent.append(
    el(
      'div',
      {class: 'tile', title: hint},
      el('span', {class: 'tile-title'}, title),
      value,
      note,
      drawing.element
    )
  );
  return {
    set(text, more) {
      setText(value, text);
      setText(note, more);
      drawing.update(live.history);
    },
  };
}

/** Shows one element in a box, and leaves it alone if it is there already. */
function place(box, element) {
  if (box.firstChild === element) return;
  if (element.classList.contains('empty') && box.textContent === element.textContent) return;
  box.replaceChildren(element);
}

function noAgents() {
  const listen = live.status.listen.sflow;
  const port = listen.slice(listen.lastIndexOf(':') + 1);
  return empty(
    'No agents yet.',
    `Point your switches' sFlow at this machine, UDP port ${port} (listening on ${listen}). ` +
      'They appear here by themselves.',
    'On a Linux host: install hsflowd. To see it move without any: ./cistern run --demo'
  );
}
