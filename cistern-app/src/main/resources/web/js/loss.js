// The loss ledger: what did not arrive or could not be read, by cause.

import {el, empty, panel, setText} from './dom.js';
import {every, get} from './api.js';
import {table} from './table.js';
import {count} from './units.js';

const CAUSES = [
  [
    'datagramsLost',
    'Datagrams lost on the way',
    'gaps in the datagram sequence: the network, or our socket',
  ],
  ['samplesLost', 'Samples lost', 'gaps in the sample sequences of the data sources'],
  ['agentDrops', 'Dropped by the agents', 'what the agents say they could not sample in time'],
  ['socketDrops', 'Dropped by the kernel', 'our receive buffer was full'],
  ['queueDrops', 'Dropped by our queue', 'received, but not decoded in time'],
];

export function mount(root, {signal}) {
  const box = el('div', {}, empty('Asking …'));
  const causes = table({
    label: 'Loss by cause',
    key: c => c[0],
    columns: [
      {id: 'cause', label: 'Cause', text: c => c[1]},
      {id: 'meaning', label: 'Meaning', class: 'muted grow minor', text: c => c[2]},
      {
        id: 'count',
        label: 'Count',
        numeric: true,
        paint: (cell, c) => {
          setText(cell, count(c[3]));
          cell.classList.toggle('is-warn', c[3] > 0 && !c[0].startsWith('unknown '));
        },
      },
    ],
  });
  const agents = table({
    label: 'Loss by agent',
    key: a => `${a.agent}/${a.subAgent}`,
    order: ['lost', true],
    columns: [
      {id: 'agent', label: 'Agent', class: 'mono grow', sort: a => a.agent, text: a => a.agent},
      {id: 'sub', label: 'Sub-agent', numeric: true, class: 'minor', text: a => String(a.subAgent)},
      {
        id: 'lost',
        label: 'Datagrams lost',
        numeric: true,
        sort: a => a.datagramsLost,
        text: a => count(a.datagramsLost),
      },
      {
        id: 'dup',
        label: 'Duplicate',
        numeric: true,
        class: 'minor',
        sort: a => a.datagramsDuplicate,
        text: a => count(a.datagramsDuplicate),
      },
      {
        id: 'reordered',
        label: 'Reordered',
        numeric: true,
        class: 'minor',
        sort: a => a.datagramsReordered,
        text: a => count(a.datagramsReordered),
      },
      {
        id: 'samples',
        label: 'Samples lost',
        numeric: true,
        sort: a => a.samplesLost,
        text: a => count(a.samplesLost),
      },
      {
        id: 'drops',
        label: 'Agent drops',
        numeric: true,
        sort: a => a.agentDrops,
        text: a => count(a.agentDrops),
      },
      {
        id: 'restarts',
        label: 'Restarts',
        numeric: true,
        sort: a => a.restarts,
        text: a => count(a.restarts),
      },
      {
        id: 'unknown',
        label: 'Not understood',
        text: a => entries(a.decodeErrors, a.unknownStructures),
      },
    ],
  });
  root.append(panel('Loss', null, box));
  every(2000, signal, async current => {
    try {
      const {total, agents: list} = await get('/api/loss', {}, current);
      causes.update([
        ...CAUSES.map(c => [...c, total[c[0]]]),
        ...Object.entries(total.decodeErrors).map(([reason, n]) => [
          `error ${reason}`,
          `Not decoded: ${reason}`,
          'malformed datagrams or samples',
          n,
        ]),
        ...Object.entries(total.unknownStructures).map(([what, n]) => [
          `unknown ${what}`,
          `Unknown structure: ${what}`,
          'kept and skipped; its neighbours lost nothing',
          n,
        ]),
      ]);
      agents.update(list);
      if (box.firstChild !== causes.element) {
        box.replaceChildren(causes.element, el('h3', {}, 'By agent'), agents.element);
      }
      agents.element.hidden = list.length === 0;
    } catch (e) {
      if (e.name !== 'AbortError') box.replaceChildren(empty('No answer.', e.message));
    }
  });
}

const entries = (...maps) =>
  maps.flatMap(m => Object.entries(m).map(([name, n]) => `${name}: ${count(n)}`)).join(', ');
