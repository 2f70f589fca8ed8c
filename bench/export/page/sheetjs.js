// SheetJS: cells with number formats in its dense mode, the fastest that it offers.
import * as XLSX from "/modules/@e965/xlsx/xlsx.mjs";
import { serve } from "./rival.js";

const FORMATS = ["yyyy-mm-dd hh:mm", null, "@", "#,##0.00", "#,##0.00", null];
const compression = new URL(import.meta.url).searchParams.get("compression") !== "no";

serve((headers, rows, request) => {
  const data = [headers.map((v) => ({ t: "s", v }))];
  for (const row of rows) {
    data.push(row.map((v, column) => {
      if (v === undefined) return undefined;
      const cell = { t: typeof v === "number" ? "n" : "s", v };
      if (FORMATS[column]) cell.z = FORMATS[column];
      return cell;
    }));
  }
  const sheet = XLSX.utils.aoa_to_sheet([], { dense: true });
  sheet["!data"] = data;
  sheet["!ref"] = `A1:F${data.length}`;
  sheet["!cols"] = headers.map(() => ({ wch: 20 }));
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, request.texts.transactions);
  return XLSX.write(book, { type: "array", bookType: "xlsx", compression });
});
