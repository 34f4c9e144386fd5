"""How pages look: light, dark and on paper, in the fonts of whoever reads. `html.py` puts it into each page.

The grammar is that of the screen: one left edge, and a bar that marks the person's own words and nothing else. Colours
are those of the pictures in docs/; each has a contrast of 4.5 or more with its ground. Nothing but text is needed to
read a page: without this sheet it is all there, in its order.
"""

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark; --ground: #fff; --ink: #1f2328; --quiet: #59636e; --bar: #0f6a75; --rule: #8b949e }
@media (prefers-color-scheme: dark) {
  :root { --ground: #161b22; --ink: #e1e6ec; --quiet: #a2abb6; --bar: #5cc2cf; --rule: #6e7781 }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 1.0625rem/1.5 system-ui, sans-serif }
main { max-width: 42rem; margin: 0 auto; padding: 2rem 1rem 4rem; overflow-wrap: anywhere }
h1, h2, h3 { line-height: 1.25; margin: 0; text-wrap: balance }
h1 { font-size: 1.75rem }
h2 { font-size: 1.25rem; margin-top: 2.5rem }
h3 { font-size: 0.9375rem; font-weight: 600; margin-top: 1.25rem }
.asked { color: var(--quiet); font-weight: 500 }
p, ul, ol { margin: 0.5rem 0 }
.quiet { color: var(--quiet); font-size: 0.9375rem }
.own { margin: 0.25rem 0 0; border-left: 4px solid var(--bar); padding-left: 0.75rem; white-space: pre-wrap }
.own p:first-child { margin-top: 0 }
.own p:last-child { margin-bottom: 0 }
.lines { margin: 0.25rem 0 0.75rem }
.lines div { height: 2.25rem; border-bottom: 1px solid var(--rule) }
figure { margin: 1rem 0 }
svg { display: block; max-width: 100%; height: auto; font: 14px system-ui, sans-serif }
svg text { fill: currentColor }
.mark { fill: var(--bar) }
.faint { stroke: var(--rule) }
.end { text-anchor: end }
.middle { text-anchor: middle }
table { border-collapse: collapse; margin: 0.5rem 0; font-size: 0.9375rem }
caption { text-align: left; color: var(--quiet) }
th, td { text-align: left; padding: 0.2rem 1.25rem 0.2rem 0; font-weight: normal; vertical-align: top }
thead th { border-bottom: 1px solid var(--rule); font-weight: 600 }
@page { margin: 18mm 20mm; @bottom-right { content: counter(page); font: 9pt sans-serif } }
@media print {
  :root { color-scheme: light; --ground: #fff; --ink: #000; --quiet: #333; --bar: #000; --rule: #666 }
  body { font-size: 11pt }
  main { max-width: none; padding: 0 }
  h1, h2, h3, caption, thead { break-after: avoid }
  p { orphans: 3; widows: 3 }
  .whole, figure, tr { break-inside: avoid }
}
"""
