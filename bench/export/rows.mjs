// The rows that all contenders get: one wallet's history, made up but always the same.

const TYPES = ["image_generation", "purchase", "automatic_renewal", "refund", "adjustment"];
const MEMBERS = ["Anna Keller", "Björn Åström", "Chloé Dubois", "Davide Rossi", "Eva Meier",
  "François Favre", "Giulia Bianchi", "Hans Müller", "Ines Weber", "Jürg Zürcher",
  "Katharina von Allmen", "Luca Fontana"];
const WALLET = "00000000c0ffee";
const NEWEST_MS = Date.UTC(2026, 10, 22, 10);
const TWO_YEARS_MS = 2 * 365 * 86_400_000;

/** Pseudo-random integers below `n`, the same in every run. */
function* numbers(seed) {
  let state = seed;
  let n = yield;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    n = yield Math.floor((state / 2 ** 32) * n);
  }
}

/** The export of so many rows, as the backend sends it: newest first, one JSON value a line. */
export function stream(count) {
  const random = numbers(42);
  random.next();
  const below = (n) => random.next(n).value;
  const lines = [JSON.stringify({ rows: count, at: new Date(NEWEST_MS).toISOString() })];
  const step = TWO_YEARS_MS / count;
  let balance = 5_000_000;
  let sum = 0;
  for (let i = 0; i < count; i += 1) {
    const dice = below(100);
    const kind = TYPES[dice < 90 ? 0 : dice < 93 ? 1 : dice < 96 ? 2 : dice < 99 ? 3 : 4];
    const bought = kind === "purchase" || kind === "automatic_renewal";
    const amount = bought ? 10_000 : kind === "refund" ? 100 : kind === "adjustment" ? -55 : -100 * (1 + below(4));
    const row = {
      id: `${WALLET}-${count - i}`,
      at: new Date(NEWEST_MS - Math.floor(i * step) - below(1000)).toISOString(),
      type: kind,
      amount,
      balance,
    };
    if (bought) {
      row.reference = {
        number: `S${String(count - i).padStart(7, "0")}`,
        url: `https://relux.example/my/orders/${count - i}`,
      };
    }
    if (kind === "image_generation" || kind === "refund") {
      const member = below(MEMBERS.length);
      row.by = { user: String(member + 1).padStart(14, "0"), name: MEMBERS[member] };
      if (member === 5) row.by.removed = true;
    }
    lines.push(JSON.stringify(row));
    balance = Math.max(0, balance - amount);
    sum += amount;
  }
  lines.push(JSON.stringify({ rows: count, sum }), "");
  return Buffer.from(lines.join("\n"));
}
