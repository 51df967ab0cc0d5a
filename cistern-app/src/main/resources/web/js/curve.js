// A small curve of the last minutes, without axes: it shows the shape, the number beside it the
// value.

import {svg} from './dom.js';

const WIDTH = 160;
const HEIGHT = 34;
const SPAN = 180_000;

/** @param {function} read takes the value from an entry of the history, null where there is none */
export function curve(read) {
  const d3 = globalThis.d3;
  const area = svg('path', {class: 'curve-area'});
  const line = svg('path', {class: 'curve-line'});
  const element = svg(
    'svg',
    {
      class: 'curve',
      viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
      preserveAspectRatio: 'none',
      'aria-hidden': 'true',
    },
    area,
    line
  );
  return {
    element,
    update(history) {
      if (!history.length) return;
      const end = history.at(-1).time;
      const recent = history.filter(h => h.time >= end - SPAN);
      const x = d3.scaleLinear([end - SPAN, end], [0, WIDTH]);
      const y = d3.scaleLinear([0, d3.max(recent, read) || 1], [HEIGHT - 1, 2]);
      const defined = h => read(h) !== null;
      area.setAttribute(
        'd',
        d3
          .area()
          .defined(defined)
          .x(h => x(h.time))
          .y0(HEIGHT)
          .y1(h => y(read(h)))(recent) ?? ''
      );
      line.setAttribute(
        'd',
        d3
          .line()
          .defined(defined)
          .x(h => x(h.time))
          .y(h => y(read(h)))(recent) ?? ''
      );
    },
  };
}
