// The header: what comes in, what is lost, whether the page is live; and the operator's warnings.

import {el, setText} from './dom.js';
import {live, on} from './live.js';
import {count, scaled} from './units.js';

export function startHeader() {
  startTheme();
  const pulse = document.getElementById('pulse');
  const datagrams = figure('datagrams/s', 'sFlow datagrams received in the last second');
  const samples = figure('samples/s', 'samples decoded in the last second');
  const loss = el('a', {class: 'chip', href: '#/loss'}, '…');
  const dot = el('span', {class: 'dot'});
  const state = el('span', {class: 'state-text'}, 'connecting');
  const version = el('span', {class: 'version'});
  pulse.append(
    datagrams.element,
    samples.element,
    loss,
    el('span', {class: 'state', role: 'status'}, dot, state),
    version
  );

  on(['status'], null, () => {
    const {status} = live;
    if (!status) return;
    datagrams.set(scaled(Math.round(status.datagramsPerSecond), ''));
    samples.set(scaled(Math.round(status.samplesPerSecond), ''));
    setText(version, status.version);
    showLoss(loss, status.loss);
  });
  on(['connection'], null, () => {
    setText(state, live.connected ? 'live' : live.everConnected ? 'disconnected' : 'connecting');
    dot.className = `dot ${live.connected ? 'is-live' : 'is-off'}`;
    document.body.classList.toggle('is-stale', live.everConnected && !live.connected);
  });
  on(['status', 'connection'], null, showNotices);
}

function figure(unit, title) {
  const value = el('b', {}, '–');
  return {
    element: el('span', {class: 'figure', title}, value, ' ', el('small', {}, unit)),
    set: text => setText(value, text),
  };
}

function showLoss(chip, loss) {
  const lost = loss.datagramsLost + loss.samplesLost + loss.socketDrops + loss.queueDrops;
  const errors = loss.decodeErrors;
  const words = [];
  if (lost > 0) words.push(`lost ${count(lost)}`);
  if (errors > 0) words.push(`${count(errors)} decode errors`);
  setText(chip, words.join(' · ') || 'no loss');
  chip.className = `chip ${lost + errors > 0 ? 'is-warn' : 'is-good'}`;
  chip.title =
    `datagrams lost ${count(loss.datagramsLost)}, samples lost ${count(loss.samplesLost)}, ` +
    `dropped by the kernel ${count(loss.socketDrops)}, by our queue ${count(loss.queueDrops)}, ` +
    `by the agents ${count(loss.agentDrops)}, decode errors ${count(errors)}`;
}

let noticesShown = '';

function showNotices() {
  const notices = [];
  if (live.everConnected && !live.connected) {
    notices.push([
      'is-bad',
      'Disconnected from the collector. What you see is the last state; trying again.',
    ]);
  }
  for (const warning of live.status?.warnings ?? []) notices.push(['is-warn', warning]);
  const text = JSON.stringify(notices);
  if (text === noticesShown) return;
  noticesShown = text;
  document
    .getElementById('notices')
    .replaceChildren(
      ...notices.map(([kind, message]) => el('p', {class: `notice ${kind}`}, message))
    );
}

function startTheme() {
  document.getElementById('theme').addEventListener('click', () => {
    const root = document.documentElement;
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = dark ? 'light' : 'dark';
    localStorage.setItem('theme', root.dataset.theme);
  });
}
