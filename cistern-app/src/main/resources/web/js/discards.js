// Discarded packets of an agent: where, why and whose.

import {panel, setText} from './dom.js';
import {live} from './live.js';
import {table} from './table.js';
import {NONE, ago, people} from './units.js';

const ROWS = 50;

/**
 * A panel that is hidden until there is something to show; `update` takes an answer of
 * /api/discards.
 */
export function discardsPanel() {
  const hint = document.createElement('span');
  hint.className = 'hint';
  const discards = discardTable();
  const element = panel('Discarded packets', hint, discards.element);
  element.hidden = true;
  return {
    element,
    update({totals, discards: list}) {
      element.hidden = list.length === 0;
      setText(
        hint,
        totals
          .map(t => `${t.instance ?? 'somewhere'} ${words(t.reason)}: ${amount(t)}`)
          .slice(0, 4)
          .join(', ')
      );
      discards.update(list.slice(0, ROWS));
    },
  };
}

function discardTable() {
  return table({
    label: 'Discarded packets',
    key: d =>
      [
        d.subAgent,
        d.inputIf,
        d.outputIf,
        d.instance,
        d.reason,
        ...flow(d),
        ...list(d),
        d.function,
        d.trap,
        d.kernelReason,
        d.egressQueue,
      ].join('|'),
    columns: [
      {id: 'where', label: 'Interface', class: 'mono', text: d => d.instance ?? NONE},
      {id: 'why', label: 'Reason', text: d => words(d.reason)},
      {id: 'by', label: 'By', class: 'grow', text: by},
      {id: 'source', label: 'Source', class: 'mono', text: d => endpoint(d.source, d.sourcePort)},
      {
        id: 'destination',
        label: 'Destination',
        class: 'mono',
        text: d => endpoint(d.destination, d.destinationPort),
      },
      {id: 'protocol', label: 'Protocol', class: 'minor', text: d => d.protocol ?? NONE},
      {
        id: 'count',
        label: 'Packets',
        title: 'told of one by one, or sampled',
        numeric: true,
        text: amount,
      },
      {
        id: 'last',
        label: 'Last seen',
        numeric: true,
        class: 'minor',
        text: d => ago(Date.parse(d.lastSeen), live.now()),
      },
    ],
  });
}

const flow = d => [d.protocol, d.source, d.sourcePort, d.destination, d.destinationPort];
const list = d => [d.aclName, d.aclNumber, d.aclDirection];

/** `no_buffer_space` as words. */
const words = reason => reason.replaceAll('_', ' ');

/** Packets that were told of, and those that were sampled, which are not to be added up. */
function amount({discards, samples, packets}) {
  const sampled =
    packets === null
      ? `${people(samples)} sampled`
      : `about ${people(packets)} by ${people(samples)} samples`;
  return samples === 0
    ? people(discards)
    : discards === 0
      ? sampled
      : `${people(discards)}, ${sampled}`;
}

/** Which list, function, trap or queue did it. */
function by(d) {
  const acl = [d.aclName, d.aclNumber === null ? null : `entry ${d.aclNumber}`, d.aclDirection]
    .filter(Boolean)
    .join(', ');
  const parts = [
    acl && `ACL ${acl}`,
    d.function,
    d.trap,
    d.kernelReason,
    d.egressQueue === null ? null : `queue ${d.egressQueue}`,
  ];
  return parts.filter(Boolean).join('; ') || NONE;
}

function endpoint(address, port) {
  if (address === null) return NONE;
  if (port === null) return address;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
