/** Says to LibreOffice that its standard library has the module of the merge. */
export const script = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
  library:passwordprotected="false"><library:element library:name="Merge"/></library:library>`

/**
 * The module that merges: makes the folder's CSV files a data source, and has `permit.fodt` printed with each row of
 * `permits` into one PDF. What goes wrong stands in the file `error`.
 */
export function mergeModule(folder: string, error: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Merge" script:language="StarBasic">
Sub Run
  On Error GoTo failed
  Dim context, source, merge
  Dim info(3) As New com.sun.star.beans.PropertyValue
  context = CreateUnoService("com.sun.star.sdb.DatabaseContext")
  source = context.createInstance()
  source.URL = "sdbc:flat:${folder}"
  info(0).Name = "Extension" : info(0).Value = "csv"
  info(1).Name = "HeaderLine" : info(1).Value = True
  info(2).Name = "FieldDelimiter" : info(2).Value = ","
  info(3).Name = "CharSet" : info(3).Value = "UTF-8"
  source.Info = info()
  source.DatabaseDocument.storeAsURL("${folder}/permits.odb", Array())
  context.registerObject("permits", source)
  merge = CreateUnoService("com.sun.star.text.MailMerge")
  merge.DataSourceName = "permits"
  merge.CommandType = 0
  merge.Command = "permits"
  merge.DocumentURL = "${folder}/permit.fodt"
  merge.OutputURL = "${folder}"
  merge.OutputType = 2
  merge.SaveAsSingleFile = True
  merge.SaveFilter = "writer_pdf_Export"
  merge.FileNamePrefix = "merged"
  merge.execute(Array())
  StarDesktop.terminate()
  Exit Sub
failed:
  Open "${error}" For Output As #1
  Print #1, Erl &amp; ": " &amp; Error$
  Close #1
  StarDesktop.terminate()
End Sub
</script:module>`
}

/** A permit's words as a Writer template with one field for each column of the data source. */
export function mergeTemplate(columns: readonly string[]): string {
  const field = (column: string) =>
    `<text:database-display text:database-name="permits" text:table-name="permits" text:table-type="table"
      text:column-name="${column}">${column}</text:database-display>`
  const lines = columns.map((column) => `<text:p>${column}: ${field(column)}</text:p>`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"
  office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>
<text:p>ỦY BAN NHÂN DÂN PHƯỜNG VÍ DỤ</text:p><text:p>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</text:p>
<text:p>GIẤY ĐI ĐƯỜNG</text:p>${lines}<text:p>NGƯỜI KÝ</text:p>
</office:text></office:body></office:document>`
}
