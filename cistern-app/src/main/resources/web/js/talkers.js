// Top talkers, grouped by a choice of keys, each with its error.

import {bar, choice, el, empty, panel, segmented, setOptions, setText} from './dom.js';
import {every, get} from './api.js';
import {live, on} from './live.js';
import {once, table} from './table.js';
import {remember} from './hash.js';
import {agentLabel, bits, bytes, count, error, packets, percent} from './units.js';

const FIVE_TUPLE = 'source,destination,protocol,sourcePort,destinationPort';

const GROUPS = [
  [FIVE_TUPLE, 'Flows'],
  ['source', 'Sources'],
  ['destination', 'Destinations'],
  ['source,destination', 'Pairs'],
  ['protocol,destinationPort', 'Ports'],
  ['protocol', 'Protocols'],
];

const LABELS = {
  source: 'Source',
  destination: 'Destination',
  protocol: 'Protocol',
  sourcePort: 'Src port',
  destinationPort: 'Dst port',
  agent: 'Agent',
  inputIf: 'In if',
  outputIf: 'Out if',
  vlan: 'VLAN',
  vni: 'VNI',
};

export function mount(root, {parameters, signal}) {
  const state = {
    keys: parameters.get('keys') ?? FIVE_TUPLE,
    by: parameters.get('by') ?? 'bytes',
    n: parameters.get('n') ?? '20',
    agent: parameters.get('agent') ?? '',
  };
  const total = el('p', {class: 'summary'});
  const box = el('div', {}, empty('Asking …'));
  let shown = null;
  let view = null;

  const change = (name, value) => {
    state[name] = value;
    remember('talkers', {
      ...state,
      keys: state.keys === FIVE_TUPLE ? '' : state.keys,
      by: state.by === 'bytes' ? '' : state.by,
      n: state.n === '20' ? '' : state.n,
    });
    ask();
  };
  const agent = choice('Agent', [['', 'all agents']], state.agent, v => change('agent', v));
  root.append(
    panel(
      'Top talkers',
      null,
      el(
        'div',
        {class: 'controls'},
        segmented('Group by', GROUPS, state.keys, v => change('keys', v)),
        segmented(
          'Order by',
          [
            ['bytes', 'Bytes'],
            ['packets', 'Packets'],
          ],
          state.by,
          v => change('by', v)
        ),
        agent.element,
        choice('Rows', ['20', '50', '100'], state.n, v => change('n', v)).element
      ),
      total,
      box
    )
  );

  on(['agents'], signal, () => {
    const agents = new Map(live.agentList().map(a => [a.agent, a]));
    setOptions(
      agent.select,
      [['', 'all agents'], ...[...agents.values()].map(a => [a.agent, agentLabel(a)])],
      state.agent
    );
  });

  const ask = every(2000, signal, async current => {
    try {
      const answer = await get('/api/flows', {...state, window: '60s'}, current);
      const kind = `${answer.keys.join()} ${state.by}`;
      if (kind !== shown) {
        shown = kind;
        view = talkerTable(answer.keys, state.by);
      }
      view.update(answer);
      setText(total, summary(answer));
      const content = answer.flows.length
        ? view.element
        : empty(
            'No flow samples in the last minute.',
            'Agents send them once packet sampling is on; counters alone make no flows.'
          );
      if (box.firstChild !== content) box.replaceChildren(content);
    } catch (e) {
      if (e.name !== 'AbortError') {
        shown = null;
        box.replaceChildren(empty('No answer.', e.message));
      }
    }
  });
}

function summary({total, windowSeconds}) {
  return (
    `In the last ${windowSeconds} s: ${bits(total.bitsPerSecond)} ${error(total.error95)}, ` +
    `${packets(total.packetsPerSecond)}, ` +
    `${bytes(total.bytes)} from ${count(total.samples)} samples` +
    (total.unscaledSamples
      ? `, ${count(total.unscaledSamples)} of them of unknown sampling rate and in no sum`
      : '')
  );
}

/** The table of an answer of /api/flows; `update` takes the whole answer. */
export function talkerTable(keys, by) {
  const measure = by === 'packets' ? f => f.packets : f => f.bytes;
  let whole = 1;
  const inner = table({
    label: 'Top talkers',
    key: f => keys.map(k => f[k]).join('|'),
    columns: [
      ...keys.map(k => ({
        id: k,
        label: LABELS[k] ?? k,
        class: keyClass(k, keys),
        numeric: k.endsWith('Port') || k.endsWith('If'),
        text: f => (f[k] === null ? '–' : String(f[k])),
      })),
      {
        id: 'share',
        label: 'Share',
        class: 'share minor',
        title: 'of all sampled traffic',
        paint: once(
          () => {
            const b = bar();
            const text = el('span', {class: 'share-text'});
            return {nodes: [b.element, text], b, text};
          },
          ({b, text}, f) => {
            b.set(measure(f) / whole);
            setText(text, percent(measure(f) / whole));
          }
        ),
      },
      {
        id: 'bits',
        label: 'Rate',
        numeric: true,
        class: by === 'packets' ? 'minor' : '',
        text: f => bits(f.bitsPerSecond),
      },
      {
        id: 'packets',
        label: 'Packets',
        numeric: true,
        class: by === 'packets' ? '' : 'minor',
        text: f => packets(f.packetsPerSecond),
      },
      {
        id: 'error',
        label: 'Error',
        title: '95 % relative error: sampled numbers are estimates',
        numeric: true,
        text: f => error(f.error95),
        class: 'muted',
      },
      {id: 'samples', label: 'Samples', numeric: true, text: f => count(f.samples), class: 'minor'},
    ],
  });
  return {
    element: inner.element,
    update({total, flows}) {
      whole = Math.max(by === 'packets' ? total.packets : total.bytes, 1);
      inner.update(flows);
    },
  };
}

/** What is left out where it is narrow: what tells least beside an address. */
function keyClass(key, keys) {
  const isMinor = key === 'sourcePort' || (key === 'protocol' && keys.includes('source'));
  return isMinor ? 'mono minor' : 'mono';
}
