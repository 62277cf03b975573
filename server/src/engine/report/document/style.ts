/**
 * The looks of the report's HTML. Colours follow the reader's system: light, dark, more contrast, forced colours. The report
 * carries its styles itself and allows no others: their digest stands in its content security policy, and a test holds the
 * two together.
 */
import { REGULATORY_MAPPING } from "../../../../../shared/src";

/** Rows that the choice beside them leaves out: the first choice is all, and each other is one row, in the order of the rows. */
const FILTER = REGULATORY_MAPPING.map(
  (_, row) => `.filtered:has(option:nth-child(${row + 2}):checked) tbody tr:not(:nth-child(${row + 1}))`,
).join(",\n");

export const STYLE = `
:root {
  color-scheme: light dark;
  --back: #ffffff; --panel: #f5f6f8; --text: #1c2128; --soft: #57606a; --line: #d0d7de; --link: #0550ae;
  --good: #116329; --bad: #a40e26; --warning: #7d4e00; --open: #57606a;
  --fill-cmk: #4c8fdb; --fill-aws-key: #f2b347; --fill-unencrypted: #e0665e; --fill-unverified: #c3cad2; --pattern: #1c2128;
}
@media (prefers-color-scheme: dark) {
  :root {
    --back: #14171c; --panel: #1c2128; --text: #e4e8ec; --soft: #a3adb8; --line: #3a424c; --link: #79b8ff;
    --good: #6fd287; --bad: #ff8f87; --warning: #eebb5d; --open: #a3adb8;
    --fill-cmk: #3f82cc; --fill-aws-key: #b98020; --fill-unencrypted: #d0574f; --fill-unverified: #525c67; --pattern: #e4e8ec;
  }
}
@media (prefers-contrast: more) {
  :root { --soft: var(--text); --line: var(--text); --open: var(--text); }
}
@media (forced-colors: active) {
  :root {
    --back: Canvas; --panel: Canvas; --text: CanvasText; --soft: CanvasText; --line: CanvasText; --link: LinkText;
    --good: CanvasText; --bad: CanvasText; --warning: CanvasText; --open: CanvasText;
    --fill-cmk: Highlight; --fill-aws-key: Canvas; --fill-unencrypted: Canvas; --fill-unverified: Canvas; --pattern: CanvasText;
  }
  svg { forced-color-adjust: none; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 1rem/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
body > * { max-width: 76rem; margin: 0 auto; padding: 0 1.5rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 0; padding: 0.5rem 1.5rem; background: var(--back); z-index: 1; }
header { padding-top: 2rem; }
h1 { margin: 0 0 1rem; font-size: 1.9rem; line-height: 1.2; }
h2 { margin: 3rem 0 1rem; padding-top: 0.75rem; border-top: 1px solid var(--line); font-size: 1.4rem; }
h3 { margin: 1.75rem 0 0.5rem; font-size: 1.05rem; }
h3 .mark { margin-left: 0.75rem; font-weight: normal; }
p { max-width: 48rem; }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(12.5rem, 45%), 1fr)); gap: 0.75rem; margin: 0; }
dl > div { padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: 6px; background: var(--panel); }
dt { color: var(--soft); font-size: 0.85rem; }
dd { margin: 0; overflow-wrap: anywhere; }
nav ol { columns: 15rem; margin: 0; padding-left: 1.25rem; }
nav h2 { margin-top: 2rem; }
code { font: 0.875em ui-monospace, "Cascadia Code", Menlo, Consolas, monospace; overflow-wrap: break-word; }
.scroll { overflow-x: auto; margin: 0.75rem 0 1.5rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.9rem; }
caption { padding: 0.25rem 0; text-align: left; font-weight: 600; }
h3 + .scroll caption, details caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
h3 + .scroll table { table-layout: fixed; min-width: 44rem; }
h3 + .scroll th:nth-child(1) { width: 50%; }
h3 + .scroll th:nth-child(2) { width: 17%; }
thead th { color: var(--soft); font-size: 0.85rem; font-weight: 600; }
tbody th { font-weight: normal; }
td > div, th > div { margin-bottom: 0.15rem; }
th.number-cell, td.number-cell { text-align: right; padding-right: 1.5rem; font-variant-numeric: tabular-nums; }
tr:target { background: var(--panel); outline: 2px solid var(--link); }
.mark { white-space: nowrap; }
.mark svg { width: 0.9em; height: 0.9em; margin-right: 0.35em; vertical-align: -0.08em; }
.signs { position: absolute; width: 0; height: 0; }
symbol path { fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.mark-good { color: var(--good); }
.mark-bad { color: var(--bad); }
.mark-warning { color: var(--warning); }
.mark-open, .mark-none { color: var(--open); }
select { font: inherit; max-width: 100%; padding: 0.15rem 0.35rem; border: 1px solid var(--soft); border-radius: 4px; background: var(--back); color: var(--text); }
${FILTER} { display: none; }
details { margin: 0.75rem 0 1.5rem; border: 1px solid var(--line); border-radius: 6px; padding: 0 0.75rem; }
summary { padding: 0.5rem 0; font-weight: 600; cursor: pointer; }
footer { margin-top: 3rem; padding-bottom: 2rem; color: var(--soft); font-size: 0.85rem; }
.picture { display: block; font-size: 12px; font-family: system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
.picture text { fill: var(--text); dominant-baseline: central; }
.picture .tick, .picture .note { fill: var(--soft); font-size: 11px; }
.picture .code { font-family: ui-monospace, "Cascadia Code", Menlo, Consolas, monospace; }
.picture .number { paint-order: stroke; stroke: var(--back); stroke-width: 3px; font-weight: 600; }
.picture .grid { stroke: var(--line); }
.picture .pattern { stroke: var(--text); stroke-width: 0.5; }
.picture pattern path { fill: none; stroke: var(--pattern); stroke-width: 1; opacity: 0.55; }
.picture pattern circle { fill: var(--pattern); opacity: 0.75; }
.fill-cmk { fill: var(--fill-cmk); }
.fill-aws-key { fill: var(--fill-aws-key); }
.fill-unencrypted { fill: var(--fill-unencrypted); }
.fill-unverified { fill: var(--fill-unverified); }
.fill-exempt { fill: var(--back); }
.edge { fill: none; stroke: var(--fill-cmk); }
.edge-aws-key { stroke: var(--fill-aws-key); stroke-dasharray: 8 4; }
.edge-unencrypted { stroke: var(--fill-unencrypted); stroke-dasharray: 3 4; }
.edge-unverified { stroke: var(--soft); stroke-dasharray: 1 5; }
.node rect { fill: var(--panel); stroke: var(--fill-cmk); stroke-width: 1.5; }
.node-aws-key rect { stroke: var(--fill-aws-key); stroke-dasharray: 8 4; }
.node-unencrypted rect { stroke: var(--fill-unencrypted); stroke-dasharray: 3 4; }
.node-unverified rect { stroke: var(--soft); stroke-dasharray: 1 5; }
@media (forced-colors: active) {
  .edge, .node rect { stroke: CanvasText; }
  .picture pattern path, .picture pattern circle { opacity: 1; }
}
@media print {
  details::details-content { content-visibility: visible; height: auto; }
  .scroll { overflow: visible; }
  tr { break-inside: avoid; }
}
`;

/** SHA-256 of the style, in Base64, as a content security policy names it. */
export const STYLE_DIGEST = "0TSp1K0iqKPp7a4rQg45S33t+jnevIKNf6nXb7amUOE=";
