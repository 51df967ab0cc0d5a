// Numbers for people. What is not known is a dash, never 0.

export const NONE = '–';

const WHOLE = new Intl.NumberFormat('en', {maximumFractionDigits: 0});
const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

/** Three significant digits and a decimal prefix: 12345, 'bit/s' is '12.3 kbit/s'. */
export function scaled(value, unit) {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  let magnitude = Math.abs(value);
  let i = 0;
  while (magnitude >= 999.5 && i < PREFIXES.length - 1) {
    magnitude /= 1000;
    i++;
  }
  const digits =
    magnitude >= 99.95 || magnitude === 0 || (i === 0 && Number.isInteger(value))
      ? 0
      : magnitude >= 9.995
        ? 1
        : 2;
  const number =
    (value < 0 ? '-' : '') +
    magnitude.toFixed(i === 0 && magnitude < 0.01 && magnitude > 0 ? 4 : digits);
  return unit || PREFIXES[i] ? `${number} ${PREFIXES[i]}${unit}` : number;
}

export const bits = value => scaled(value, 'bit/s');
export const packets = value => scaled(value, 'pps');
export const bytes = value => scaled(value, 'B');

/** A whole number with separators. */
export function count(value) {
  return value === null || value === undefined || !Number.isFinite(value)
    ? NONE
    : WHOLE.format(value);
}

const LARGE = [
  [1e12, 'trillion'],
  [1e9, 'billion'],
  [1e6, 'million'],
];

/** A whole number as people write it: 1,712, 9.3 million. */
export function people(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE;
  const large = LARGE.find(([size]) => value >= size * 0.9995);
  if (!large) return WHOLE.format(value);
  const scaledDown = value / large[0];
  const shown =
    scaledDown >= 9.95 ? WHOLE.format(scaledDown) : scaledDown.toFixed(1).replace('.0', '');
  return `${shown} ${large[1]}`;
}

/** A number with its 95 % interval, to three digits; one that is exact stands alone. */
export function interval(figure) {
  if (!figure) return NONE;
  if (figure.low95 === figure.high95) return people(figure.value);
  const rounded = value => people(value >= 1e6 ? value : Number(value.toPrecision(3)));
  return `${rounded(figure.value)} (${rounded(figure.low95)} to ${rounded(figure.high95)})`;
}

/** A small rate: 0, 0.25/s, 12/s. */
export function perSecond(value) {
  return value === null || value === undefined
    ? NONE
    : value === 0
      ? '0'
      : `${scaled(value, '')}/s`;
}

/** A fraction as per cent. */
export function percent(fraction, digits = 0) {
  if (fraction === null || fraction === undefined || !Number.isFinite(fraction)) return NONE;
  return `${(fraction * 100).toFixed(digits)} %`;
}

/** A 95 % relative error: '± 12 %'. */
export function error(fraction) {
  if (fraction === null || fraction === undefined || !Number.isFinite(fraction)) return '';
  const value = fraction * 100;
  return `± ${value >= 10 ? value.toFixed(0) : value.toFixed(1)} %`;
}

/** Seconds as the two largest units: '3 d 4 h'. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return NONE;
  const parts = [
    ['d', 86400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ];
  let rest = Math.max(0, Math.floor(seconds));
  const i = parts.findIndex(([, size]) => rest >= size);
  if (i < 0) return '0 s';
  const words = [];
  for (const [unit, size] of parts.slice(i, i + 2)) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n > 0) words.push(`${n} ${unit}`);
  }
  return words.join(' ');
}

/** How long ago, seen from `now` (both in milliseconds). */
export function ago(millis, now) {
  const seconds = (now - millis) / 1000;
  return seconds < 2 ? 'now' : `${duration(seconds)} ago`;
}

const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const DATE = new Intl.DateTimeFormat(undefined, {
  dateStyle: 'medium',
  timeStyle: 'medium',
  hourCycle: 'h23',
});

/** Local time of day. */
export const clock = millis => CLOCK.format(millis);
/** Local date and time. */
export const dateTime = millis => DATE.format(millis);

/** The address and its name, where it has one. */
export const agentLabel = agent =>
  agent.name ? `${shown(agent.name)} (${agent.agent})` : agent.agent;

// Control, format and direction characters, line ends of any kind, and halves of characters.
const UNSHOWN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
// What looks like nothing: blanks of every width, and letters that are drawn as one.
const BLANK = /^[\p{Zs}\u115f\u1160\u2800\u3164\uffa0]+$/u;

/** A text with what cannot be seen, or turns what follows around, written out: ⟨U+202E⟩. */
export const escaped = text =>
  text.replace(UNSHOWN, c => `⟨U+${c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);

/** A name from the network as it can be shown; one of blanks alone shows how many there are. */
export const shown = text => (BLANK.test(text) ? '␣'.repeat(text.length) : escaped(text));

/**
 * How a series is drawn: octet rates in bit/s as is usual for interfaces, the rest in its own unit.
 * @return {{unit: string, factor: number}}
 */
export function display(metric, unit) {
  if (unit === 'bytes/s' && metric.includes('octets')) return {unit: 'bit/s', factor: 8};
  const short = {'bytes/s': 'B/s', bytes: 'B', 'packets/s': 'pps', '1/s': '/s', '': ''}[unit];
  return {unit: short ?? unit, factor: 1};
}
