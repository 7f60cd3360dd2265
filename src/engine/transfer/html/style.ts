import { createHash } from 'node:crypto';

/** The style of every exported page. It holds nothing from a conversation, so its hash is known beforehand. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fff; --sunken: #f3f4f7; --ink: #1a1e26; --quiet: #5e6573; --line: #d9dde4;
  --person: #f3f4f7; --link: #2456b8; --lamp: #855000; --lamp-line: #e2961b;
  --added: #e3f4e8; --added-ink: #14532d; --removed: #fdeae7; --removed-ink: #8f1d12;
  --word: #7a2a8c; --text: #1d6b3a; --number: #9a4a00; --name: #22559e; --remark: #5e6573;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171c; --sunken: #1b1f26; --ink: #e8ebf0; --quiet: #9aa2b0; --line: #2f3641;
    --person: #1d222a; --link: #8db0ff; --lamp: #f3bd6b; --lamp-line: #f0b04d;
    --added: #14301f; --added-ink: #a6e3bd; --removed: #3a1a16; --removed-ink: #ffb3a7;
    --word: #d9a2e8; --text: #93d6a8; --number: #f2b37a; --name: #9cc0ff; --remark: #9aa2b0;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0; padding: 2rem 1.25rem 6rem; background: var(--ground); color: var(--ink);
  font: 16px/1.6 'Segoe UI Variable Text', 'Segoe UI', -apple-system, BlinkMacSystemFont, Inter, Cantarell, system-ui, sans-serif;
  overflow-wrap: break-word;
}
main { max-width: 48rem; margin: 0 auto; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; letter-spacing: -0.01em; text-wrap: balance; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -100vw; top: 0.5rem; padding: 0.5rem 1rem; background: var(--ground); z-index: 1; }
.skip:focus { left: 0.5rem; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.quiet, time { color: var(--quiet); font-weight: 400; }
dl { margin: 0 0 2rem; padding: 0 0 1.25rem; border-bottom: 1px solid var(--line); font-size: 0.875rem; }
dl div { display: grid; grid-template-columns: 8.5rem 1fr; gap: 0.75rem; padding: 0.1rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; min-width: 0; }
code, pre { font-family: ui-monospace, 'Cascadia Mono', 'SF Mono', 'JetBrains Mono', 'DejaVu Sans Mono', Consolas, monospace; font-size: 0.8125rem; tab-size: 4; }
code { overflow-wrap: anywhere; }
p code, li code, td code { padding: 0.1em 0.3em; background: var(--sunken); border-radius: 4px; }
pre { margin: 0.75rem 0; padding: 0.75rem 0.9rem; background: var(--sunken); border-radius: 8px; overflow: auto; max-height: 32rem; line-height: 1.5; }
pre code { overflow-wrap: normal; padding: 0; background: none; }
article { margin: 1.75rem 0; }
.long article { content-visibility: auto; contain-intrinsic-size: auto 12rem; }
article.person { padding: 0.9rem 1.1rem 1rem; background: var(--person); border-radius: 10px; border-inline-start: 3px solid var(--lamp-line); }
.who { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.1rem 0.6rem; margin: 0 0 0.4rem; font-size: 0.9375rem; line-height: 1.4; }
.who time { margin-inline-start: auto; font-size: 0.8125rem; }
.prose > :first-child { margin-top: 0; }
.prose > :last-child { margin-bottom: 0; }
.prose h3, .prose h4, .prose h5, .prose h6 { margin: 1.4em 0 0.5em; line-height: 1.3; font-size: 1rem; }
.prose h3 { font-size: 1.25rem; } .prose h4 { font-size: 1.1rem; }
.prose + .prose, .prose + figure { margin-top: 0.9rem; }
p, ul, ol, blockquote { margin: 0.75em 0; }
ul, ol { padding-inline-start: 1.6em; }
li { margin: 0.2em 0; }
li:has(> .mark, > p > .mark) { list-style: none; margin-inline-start: -1.4em; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid var(--line); color: var(--quiet); }
hr { border: 0; border-top: 1px solid var(--line); margin: 1.5rem 0; }
.table { overflow-x: auto; margin: 0.9rem 0; }
table { border-collapse: collapse; font-size: 0.9rem; }
th, td { padding: 0.35rem 0.7rem; border: 1px solid var(--line); text-align: start; vertical-align: top; }
th { background: var(--sunken); font-weight: 600; }
details { margin: 0.5rem 0; border: 1px solid var(--line); border-radius: 8px; font-size: 0.9375rem; }
details > :not(summary) { margin-inline: 0.9rem; }
details[open] > :last-child { margin-block-end: 0.9rem; }
details > pre, details > .table { margin-block: 0.5rem 0.9rem; }
summary { padding: 0.4rem 0.9rem; cursor: pointer; border-radius: 8px; font-size: 0.875rem; }
summary::marker { color: var(--quiet); }
summary:hover { background: var(--sunken); }
summary code { color: var(--quiet); }
summary .what { font-weight: 600; }
summary .facts { color: var(--quiet); }
summary .facts::before { content: '· '; }
.thinking > .prose { color: var(--quiet); }
.branch { border-style: dashed; }
.branch > article { margin-top: 1rem; }
.agent > article { margin: 0.9rem; }
.label { margin-block: 0.75rem 0.25rem; color: var(--quiet); font-size: 0.8125rem; font-weight: 600; }
.label + pre { margin-top: 0.25rem; }
.remark, .divider { color: var(--quiet); font-size: 0.875rem; text-align: center; }
.divider { display: flex; align-items: center; gap: 1rem; margin: 2rem 0 1rem; }
.divider::before, .divider::after { content: ''; flex: 1; border-top: 1px solid var(--line); }
.tasks { list-style: none; padding: 0; }
.tasks > li { margin-inline-start: 0; }
.tasks .done { color: var(--quiet); }
.mark { display: inline-block; width: 1.3em; }
article > :last-child { margin-block-end: 0; }
.person pre, .person p code, .person li code { background: var(--ground); }
figure { margin: 0.9rem 0; }
img { display: block; max-width: 100%; max-height: 40rem; height: auto; border-radius: 8px; border: 1px solid var(--line); }
figcaption { color: var(--quiet); font-size: 0.8125rem; margin-top: 0.3rem; }
.diff { padding-inline: 0; }
.diff code { display: block; width: max-content; min-width: 100%; padding-inline: 0.9rem; }
.diff ins, .diff del { display: inline-block; width: calc(100% + 1.8rem); margin-inline: -0.9rem; padding-inline: 0.9rem; text-decoration: none; }
.diff ins { background: var(--added); color: var(--added-ink); }
.diff del { background: var(--removed); color: var(--removed-ink); }
.diff .range { color: var(--quiet); }
.hljs-keyword, .hljs-literal, .hljs-type, .hljs-selector-tag, .hljs-section { color: var(--word); }
.hljs-string, .hljs-regexp, .hljs-addition, .hljs-attribute { color: var(--text); }
.hljs-number, .hljs-symbol, .hljs-bullet, .hljs-meta { color: var(--number); }
.hljs-title, .hljs-name, .hljs-attr, .hljs-built_in, .hljs-variable, .hljs-property { color: var(--name); }
.hljs-comment, .hljs-quote, .hljs-doctag { color: var(--remark); font-style: italic; }
.hljs-deletion { color: var(--removed-ink); }
nav { max-width: 48rem; margin: 0 auto 2rem; font-size: 0.875rem; }
nav ol { margin: 0.25rem 0 0.75rem; padding-inline: 1.6em 0; color: var(--quiet); }
nav a { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; color: inherit; text-decoration: none; }
nav a:hover { color: var(--link); text-decoration: underline; }
@media (min-width: 80rem) {
  body:has(nav) { padding-inline-start: 21rem; }
  nav { position: fixed; inset: 0 auto 0 0; width: 19rem; margin: 0; padding: 2rem 0.5rem 2rem 1.5rem; overflow-y: auto; border-inline-end: 1px solid var(--line); }
  nav details { border: 0; margin: 0; }
  nav summary { pointer-events: none; list-style: none; padding-inline: 0; font-weight: 600; }
  nav summary::-webkit-details-marker { display: none; }
  nav details::details-content { content-visibility: visible; }
  nav details > ol { margin-inline: 0; }
}
@media (max-width: 34rem) {
  body { padding: 1.25rem 1rem 4rem; }
  h1 { font-size: 1.4rem; }
  dl div { grid-template-columns: 1fr; gap: 0; padding: 0.2rem 0; }
  .who time { margin-inline-start: 0; }
}
@media print {
  :root { color-scheme: light; --ground: #fff; --ink: #000; --quiet: #444; --line: #bbb; --sunken: #f4f4f4; --person: #f4f4f4; --link: #000; }
  body { padding: 0; font-size: 10.5pt; }
  body:has(nav) { padding-inline-start: 0; }
  nav, .skip { display: none; }
  main { max-width: none; }
  .long article { content-visibility: visible; }
  pre { max-height: none; white-space: pre-wrap; overflow: visible; }
  details::details-content { content-visibility: visible; display: block; }
  h1, .who, summary { break-after: avoid; }
  img, tr { break-inside: avoid; }
  pre, .diff code { width: auto; }
}
`;

export const STYLE_HASH = `sha256-${createHash('sha256').update(STYLE).digest('base64')}`;
