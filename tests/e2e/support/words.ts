// How the specification wants numbers and instants written, made without the page's code.

/** The minus sign, which a hyphen is not. */
export const minus = '\u2212';

/** Hundredths as a balance: 1360000 is "13,600.00". */
export function credits(hundredths: number, group = ','): string {
  const [whole, part] = [Math.floor(Math.abs(hundredths) / 100), Math.abs(hundredths) % 100];
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, group);
  return `${hundredths < 0 ? minus : ''}${grouped}.${String(part).padStart(2, '0')}`;
}

/** Hundredths as a change: "+100.00", "−1.00". */
export function signed(hundredths: number, group = ','): string {
  return `${hundredths > 0 ? '+' : ''}${credits(hundredths, group)}`;
}

/** A number of things: "1,312". */
export const count = (number: number, group = ','): string =>
  String(number).replace(/\B(?=(\d{3})+$)/g, group);

/** The English name of each transaction type. */
export const types: Record<string, string> = {
  welcome_grant: 'Welcome grant',
  purchase: 'Purchase',
  automatic_renewal: 'Automatic renewal',
  image_generation: 'Image generation',
  refund: 'Refund',
  adjustment: 'Adjustment',
};

/** The wall clock of Zurich at an instant, to the minute: year, month, day, hour, minute. */
export function clock(at: string | Date): [number, number, number, number, number] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Zurich',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const parts = new Map(format.formatToParts(new Date(at)).map((part) => [part.type, Number(part.value)]));
  const read = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? Number.NaN;
  return [read('year'), read('month'), read('day'), read('hour'), read('minute')];
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What "5 Mar 2026, 15:07" says; fails on any other form. */
export function written(text: string): [number, number, number, number, number] {
  const found = /^(\d{1,2}) (\p{L}{3})\p{L}* (\d{4}), (\d\d):(\d\d)$/u.exec(text.trim());
  if (!found) throw new Error(`${JSON.stringify(text)} is not day, month in words, year and time`);
  const [, day, month = '', year, hour, minute] = found;
  return [Number(year), months.indexOf(month) + 1, Number(day), Number(hour), Number(minute)];
}
