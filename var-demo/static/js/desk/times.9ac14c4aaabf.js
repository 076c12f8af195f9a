"use strict";
// Days and hours as people write them; the mirror of vietnamese/times.py, tried on the same table (tests/times.json).
(() => {
  const [FIRST_YEAR, LAST_YEAR, LONGEST] = [1800, 2200, 60];
  const DAY = /^(?:ngay )?([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]{4}))?$/;
  const DAY_IN_WORDS = /^(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2})(?:(?: nam|,) ([0-9]{4}))?$/;
  const YEAR_FIRST = /^([0-9]{4})([/.-])([0-9]{1,2})\2([0-9]{1,2})$/;
  const HOUR = /^(?:luc )?([0-9]{1,2}) ?(?::|h|g|gio)(?: ?([0-9]{2})| ?([0-9]{1,2}) ?(?:p|ph|phut|'))?$/;
  const HALF = /^(?:luc )?([0-9]{1,2}) ?(?:h|g|gio) ?ruoi$/;
  const SECONDS = /^([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]+)?$/;
  const plain = (text) => (text.length > LONGEST ? "" : text.normalize("NFKD").toLowerCase().replaceAll("đ", "d").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim());

  const isLeap = (year) => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;

  // [year, month, day] or null. Without a year: the next such day from `today` ([year, month, day]) on.
  const readDay = (text, today) => {
    const words = plain(text);
    let day, month, year, found;
    if ((found = DAY.exec(words))) [day, month, year] = [found[1], found[3], found[4]];
    else if ((found = DAY_IN_WORDS.exec(words))) [day, month, year] = [found[1], found[2], found[3]];
    else if ((found = YEAR_FIRST.exec(words))) [day, month, year] = [found[4], found[3], found[1]];
    else return null;
    [day, month] = [Number(day), Number(month)];
    if (year) year = Number(year);
    else {
      year = month > today[1] || (month === today[1] && day >= today[2]) ? today[0] : today[0] + 1;
      while (month === 2 && day === 29 && !isLeap(year)) year += 1;
    }
    const there = new Date(Date.UTC(2000, 0, 1));
    there.setUTCFullYear(year, month - 1, day);
    return year >= FIRST_YEAR && year <= LAST_YEAR && there.getUTCMonth() === month - 1 && there.getUTCDate() === day ? [year, month, day] : null;
  };

  // [hours, minutes, seconds] or null.
  const readHour = (text) => {
    const words = plain(text);
    let hour, found, minute = 0, second = 0;
    if ((found = HALF.exec(words))) [hour, minute] = [found[1], 30];
    else if ((found = SECONDS.exec(words))) [hour, minute, second] = found.slice(1);
    else if ((found = HOUR.exec(words)) && !words.endsWith(":")) [hour, minute] = [found[1], found[2] || found[3] || 0];
    else return null;
    [hour, minute, second] = [hour, minute, second].map(Number);
    return hour <= 23 && minute <= 59 && second <= 59 ? [hour, minute, second] : null;
  };

  // The moment that two boxes name, in milliseconds, Vietnamese time; "" when both are empty, null when nobody can say.
  const read = (day, hour, now) => {
    if (!day.trim() && !hour.trim()) return "";
    const here = new Date(now + 7 * 3600e3);
    const on = readDay(day, [here.getUTCFullYear(), here.getUTCMonth() + 1, here.getUTCDate()]);
    const at = readHour(hour);
    if (!on || !at) return null;
    const moment = new Date(0);
    moment.setUTCFullYear(on[0], on[1] - 1, on[2]);
    moment.setUTCHours(at[0] - 7, at[1], at[2]);
    return moment.getTime();
  };
  globalThis.deskTimes = { read };
})();
