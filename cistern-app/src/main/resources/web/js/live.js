// The live state: fed by the event stream, read by the views.

const HISTORY_SECONDS = 300;

export const live = {
  status: null,
  agents: new Map(),
  flows: null,
  scans: null,
  connected: false,
  everConnected: false,
  /** The last minutes of totals, for the small curves: {time, bits, datagrams, samples}. */
  history: [],

  /** The collector's own time in milliseconds: clocks may differ. */
  now() {
    return this.status ? Date.now() + clockOffset : Date.now();
  },
  /** The streams in a stable order. */
  agentList() {
    return [...this.agents.values()].sort(
      (a, b) => a.agent.localeCompare(b.agent, 'en', {numeric: true}) || a.subAgent - b.subAgent
    );
  },
  isNew(agent) {
    return this.now() - Date.parse(agent.firstSeen) < 15_000;
  },
};

let clockOffset = 0;
const listeners = new Map();

/**
 * Calls `listener` at each change of a topic (status, agents, flows, scans, connection), and once
 * now.
 */
export function on(topics, signal, listener) {
  for (const topic of topics) {
    if (!listeners.has(topic)) listeners.set(topic, new Set());
    listeners.get(topic).add(listener);
  }
  signal?.addEventListener('abort', () => topics.forEach(t => listeners.get(t).delete(listener)));
  listener();
}

function changed(topic) {
  for (const listener of listeners.get(topic) ?? []) listener();
}

/**
 * Opens the stream; the browser opens it again when it breaks. A page that is left, but kept, holds
 * no connection.
 */
export function connect() {
  const left = new AbortController();
  const source = new EventSource('/api/stream?topics=status,agents,flows,scans');
  let fresh = true;
  const take = (topic, apply) =>
    source.addEventListener(topic, event => {
      apply(JSON.parse(event.data));
      changed(topic);
    });
  source.onopen = () => {
    fresh = true;
    live.connected = live.everConnected = true;
    changed('connection');
  };
  source.onerror = () => {
    live.connected = false;
    changed('connection');
    if (source.readyState !== EventSource.CLOSED) return;
    left.abort();
    setTimeout(connect, 3000);
  };
  window.addEventListener(
    'pagehide',
    () => {
      source.close();
      left.abort();
      window.addEventListener('pageshow', connect, {once: true});
    },
    {signal: left.signal}
  );
  take('status', status => {
    live.status = status;
    const offset = Date.parse(status.time) - Date.now();
    if (Math.abs(offset - clockOffset) > 2000) clockOffset = offset;
    remember();
  });
  take('agents', ({agents}) => {
    if (fresh) live.agents = new Map();
    fresh = false;
    for (const agent of agents)
      live.agents.set(`${agent.agent}/${agent.subAgent}/${agent.sender}`, agent);
  });
  take('flows', flows => {
    live.flows = flows;
  });
  take('scans', ({scans}) => {
    live.scans = scans;
  });
}

function remember() {
  live.history.push({
    time: live.now(),
    bits: live.flows?.total.bitsPerSecond ?? null,
    datagrams: live.status.datagramsPerSecond,
    samples: live.status.samplesPerSecond,
  });
  if (live.history.length > HISTORY_SECONDS) live.history.shift();
}
