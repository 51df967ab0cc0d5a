// Routes the hash to a view, and starts the live state.

import {connect} from './live.js';
import {startHeader} from './header.js';
import * as overview from './overview.js';
import * as agent from './agent.js';
import * as talkers from './talkers.js';
import * as scans from './scans.js';
import * as chart from './chart.js';
import * as loss from './loss.js';
import {empty} from './dom.js';
import {readHash} from './hash.js';

const VIEWS = {'': overview, agents: agent, talkers, scans, chart, loss};

let current = null;

function show() {
  const {name, rest, parameters} = readHash();
  current?.abort();
  current = new AbortController();
  const main = document.getElementById('main');
  main.replaceChildren();
  main.className = `view-${name || 'overview'}`;
  for (const a of document.querySelectorAll('#nav a')) {
    const target = a.getAttribute('href').slice(2);
    if (target === name || (name === 'agents' && target === ''))
      a.setAttribute('aria-current', 'page');
    else a.removeAttribute('aria-current');
  }
  const view = Object.hasOwn(VIEWS, name) ? VIEWS[name] : null;
  if (view) view.mount(main, {rest, parameters, signal: current.signal});
  else main.append(empty('There is no such view.', 'Choose one above.'));
  window.scrollTo(0, 0);
}

/** The skip link leads into the view, and leaves the address of the view as it is. */
function skip(event) {
  event.preventDefault();
  const main = document.getElementById('main');
  main.focus();
  main.scrollIntoView();
}

window.addEventListener('hashchange', show);
document.querySelector('.skip').addEventListener('click', skip);
startHeader();
connect();
show();
