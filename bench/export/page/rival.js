// What the rivals share: the conversation with the page, and the rows, from the same
// stream, as the cells of the same table. Each rival only says how it makes a file of them.

const OFFSETS = new Intl.DateTimeFormat("en-US", { timeZone: "Europe/Zurich", timeZoneName: "longOffset" });
const QUARTER_MS = 900_000;

/** Milliseconds that the zone is east of UTC, remembered by quarters of an hour. */
function zoneOffset() {
  const known = new Map();
  return (ms) => {
    const quarter = Math.floor(ms / QUARTER_MS);
    let offset = known.get(quarter);
    if (offset === undefined) {
      const name = OFFSETS.formatToParts(quarter * QUARTER_MS).find((p) => p.type === "timeZoneName").value;
      const [, sign, hours, minutes] = /GMT(?:([+-])(\d+):(\d+))?/.exec(name);
      offset = sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * 60_000 : 0;
      known.set(quarter, offset);
    }
    return offset;
  };
}

/** Answers the page with what `makeFile(headers, rows, request)` makes. */
export function serve(makeFile) {
  const say = (reply, ...buffer) => postMessage([JSON.stringify(reply), ...buffer], buffer);
  onmessage = async ({ data }) => {
    const request = JSON.parse(data).history;
    const rows = await read(request);
    const { texts } = request;
    const headers = [texts.date, texts.kind, texts.reference, texts.amount, texts.balance, texts.member];
    say({ done: { rows: rows.length } }, await makeFile(headers, rows, request));
  };
  say({ ready: { build: "" } });
}

/** Rows of cells: local date as serial number, type, reference, amount, balance, member. */
async function read({ url, texts }) {
  const kinds = ["welcome_grant", "purchase", "automatic_renewal", "image_generation", "refund", "adjustment"];
  const names = new Map(kinds.map((kind, i) => [kind, texts.types[i]]));
  const offset = zoneOffset();
  const lines = (await (await fetch(url)).text()).split("\n");
  const rows = [];
  for (let i = 1; i < lines.length - 2; i += 1) {
    const row = JSON.parse(lines[i]);
    const ms = Date.parse(row.at);
    rows.push([
      (ms + offset(ms)) / 86_400_000 + 25_569,
      names.get(row.type),
      row.reference?.number,
      row.amount / 100,
      row.balance / 100,
      row.by?.name,
    ]);
  }
  return rows;
}
