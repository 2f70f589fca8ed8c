// ExcelJS: formats by column, rows as arrays.
import "/modules/exceljs/dist/exceljs.min.js";
import { serve } from "./rival.js";

const FORMATS = ["yyyy-mm-dd hh:mm", undefined, "@", "#,##0.00", "#,##0.00", undefined];

serve(async (headers, rows, request) => {
  const book = new self.ExcelJS.Workbook();
  const sheet = book.addWorksheet(request.texts.transactions);
  sheet.columns = headers.map((header, i) => ({ header, width: 20, style: FORMATS[i] ? { numFmt: FORMATS[i] } : {} }));
  sheet.addRows(rows);
  const file = await book.xlsx.writeBuffer();
  return file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength);
});
