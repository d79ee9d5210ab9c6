/** The console's one style sheet: plain, dense, readable on an office screen and on paper. */
export const style = `
:root { color-scheme: light; --line: #c9ced6; --ink: #1c2430; --quiet: #5a6573; --main: #8f1d1d; --ground: #f5f6f8; }
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); background: var(--ground); }
main:focus { outline: none; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 8px; top: 8px; background: #fff; padding: 6px 10px; }
header { background: var(--main); color: #fff; padding: 10px 20px 6px; display: flex; gap: 6px 20px; align-items: baseline; flex-wrap: wrap; }
header strong { font-size: 17px; }
header a { color: #fff; }
nav { display: flex; gap: 2px; order: 3; flex-basis: 100%; flex-wrap: wrap; }
nav a { padding: 3px 9px; border-radius: 3px; text-decoration: none; }
nav a:hover { text-decoration: underline; }
nav a[aria-current] { background: #fff; color: var(--main); font-weight: 600; }
header form { margin-left: auto; }
main { max-width: 1280px; margin: 0 auto; padding: 18px 20px 60px; }
h1 { font-size: 21px; margin: 0 0 12px; }
h2 { font-size: 16px; margin: 24px 0 8px; }
form + table { margin-top: 12px; }
table { border-collapse: collapse; width: 100%; background: #fff; }
th, td { border: 1px solid var(--line); padding: 6px 9px; text-align: left; vertical-align: top; overflow-wrap: break-word; }
.any, .facts td { overflow-wrap: anywhere; }
th { background: #eceff3; font-weight: 600; }
.facts th { width: 220px; }
.quiet { color: var(--quiet); }
.told { border-left: 5px solid #24713a; background: #e9f5ec; padding: 9px 12px; margin: 0 0 14px; }
.refused { border-left: 5px solid #b3261e; background: #fdecea; padding: 9px 12px; margin: 0 0 14px; }
fieldset { border: 1px solid var(--line); background: #fff; padding: 12px 14px; margin: 14px 0; }
legend { font-weight: 600; padding: 0 6px; }
label { display: block; margin: 8px 0 3px; font-weight: 600; }
label.choice { font-weight: 400; margin: 4px 0; }
input[type=text], input[type=password], input[type=date], select, textarea { width: 100%; max-width: 560px; font: inherit; padding: 6px 8px; border: 1px solid #7b8794; border-radius: 3px; background: #fff; color: inherit; }
button { font: inherit; font-weight: 600; padding: 8px 16px; border: 1px solid #5b1212; border-radius: 3px; background: var(--main); color: #fff; cursor: pointer; margin-top: 12px; }
caption { text-align: left; font-weight: 600; padding: 8px 0 5px; }
.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.trouble { color: #8c1d16; font-weight: 600; }
.scroll { overflow-x: auto; }
pre { background: #fff; border: 1px solid var(--line); padding: 10px 12px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.45 ui-monospace, Consolas, "DejaVu Sans Mono", monospace; }
.row { display: flex; gap: 14px; flex-wrap: wrap; align-items: end; }
.row label { margin: 0; }
.row input, .row select { width: auto; height: 37px; }
.row button { margin-top: 0; }
figure { margin: 0 0 14px; background: #fff; border: 1px solid var(--line); padding: 10px 12px; }
figcaption { font-weight: 600; margin-bottom: 4px; }
svg { display: block; width: 100%; height: auto; }
svg text { font-size: 12px; fill: var(--ink); }
svg .grid { stroke: #dfe3e8; stroke-width: 1; }
.first { fill: #45618c; } .second { fill: #2c8a4b; } .third { fill: #c05621; }
.key { margin-right: 16px; font-weight: 400; white-space: nowrap; }
.key svg { display: inline-block; width: 12px; height: 12px; margin-right: 5px; }
.eases { color: #1d6634; } .tightens { color: #8c1d16; }
details { margin: 0 0 14px; }
summary { cursor: pointer; }
header button { margin: 0; background: transparent; border-color: #fff; padding: 3px 10px; }
:focus-visible { outline: 3px solid #1b5fc1; outline-offset: 2px; }
@media print { header form, fieldset, button { display: none; } body { background: #fff; } }
`
