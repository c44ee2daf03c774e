import { widerThanPage, widest } from "./parts.ts";

/** How small a drawing may become before it is scrolled; see `figure`. */
const leastWidths = Array.from({ length: widest }, (_, at) => `.least-${at + 1}{min-width:${5 * (at + 1)}rem}`).join("");

/** Wide parts scroll, and the page shows a note: the margins of the page and of its parts take 5rem. */
const beyond = Array.from(
	{ length: widerThanPage - 1 },
	(_, at) => `@media (max-width:${5 * (at + 1) + 5}rem){.beyond-${at + 1}{display:block}}`,
).join("");

/** How the page looks; the colours are those of the drawings. */
export const pageStyle = `
*{box-sizing:border-box}html{scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
.skip{position:absolute;left:-9999px}.skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:1}
header,main,footer{max-width:72rem;margin:0 auto;padding:0 1.25rem}header{padding-top:2rem}
h1{font-size:1.6rem;line-height:1.25;margin:0 0 .75rem}h2{font-size:1.2rem;margin:0 0 .9rem}h3{font-size:1rem;margin:1rem 0 .4rem}
.headline{font-size:1.1rem;margin:0 0 1.1rem}.muted,.basis,footer{color:var(--muted)}.basis{font-size:.875rem;margin:.9rem 0 0}
a{color:var(--link)}a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.6rem,1fr));gap:.75rem;list-style:none;margin:0;padding:0}
.tiles li{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:.7rem .85rem}
.tiles strong{display:block;font-size:1.65rem;line-height:1.2;font-variant-numeric:tabular-nums}.tiles span{color:var(--muted);font-size:.875rem}
.tiles .date strong{font-size:1.1rem;line-height:1.8;white-space:nowrap}.tiles .good strong{color:var(--good)}.tiles .stop strong{color:var(--stop)}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;list-style:none;margin:1.25rem 0 0;padding:0;font-size:.9rem}
main>section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.25rem;margin:1.25rem 0}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.925rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .75rem .55rem 0;border-top:1px solid var(--line);overflow-wrap:break-word}
thead th{border-top:0;color:var(--muted);font-size:.8rem;font-weight:600;padding-top:0;white-space:nowrap}tbody th{font-weight:600}
.phases td,.phases th,.numbers td,.numbers th{font-variant-numeric:tabular-nums}.phases tbody th{min-width:9rem}.phases td .progress,.day{white-space:nowrap}
.phases th a{text-decoration:none}.phases th a:hover{text-decoration:underline}.id{color:var(--muted);font-weight:600;margin-right:.25rem}
.words td,.words tbody th{min-width:6.5rem}.numbers{max-width:26rem}.nowrap{white-space:nowrap}
.pill,.tag{display:inline-block;border-radius:99px;padding:.05rem .6rem;font-size:.8rem;font-weight:600;white-space:nowrap;background:var(--idle-bg);color:var(--idle)}
.pill{background:var(--state-bg);color:var(--state)}.tag{background:var(--idle-bg);color:var(--muted)}
.good.tag{background:var(--good-bg);color:var(--good)}.busy.tag{background:var(--busy-bg);color:var(--busy)}.ask.tag{background:var(--idle-bg);color:var(--scope)}.stop.tag{background:var(--stop-bg);color:var(--stop)}
.progress{display:inline-flex;align-items:center;gap:.5rem}.bar{width:6.5rem;height:.5rem;border-radius:4px;overflow:hidden;flex:none}
.bar .track{fill:var(--track)}.bar .fill{fill:var(--state)}.percent{min-width:2.75rem;font-weight:600}
.notice{border-left:4px solid var(--busy);padding:.1rem 0 .1rem 1rem;margin:0 0 1.1rem}.notice.stop{border-color:var(--stop)}.notice:last-child{margin-bottom:0}
.notice h3{margin:.2rem 0 .4rem}.notice ul{margin:.2rem 0;padding-left:1.2rem}.notice li{margin:.35rem 0}.count{color:var(--muted);font-weight:400}
code{font:.85em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--muted)}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.25rem;font-size:.875rem;margin:0 0 .75rem}.key::before{content:"";display:inline-block;width:1.4rem;margin-right:.45rem;vertical-align:middle;border-top:3px solid}
.key.done::before{border-color:var(--good)}.key.scope::before{border-color:var(--scope);border-top-style:dashed}.key.proof::before{border-color:var(--proof);border-top-style:dotted}.key.cone::before{border:0;height:.7rem;background:var(--proof);opacity:.3}
.small-charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(8.5rem,100%),1fr));gap:.75rem 1.25rem;margin:0 0 .75rem}.small-charts figure{margin:0}.small-charts figcaption{font-size:.85rem;line-height:1.35;min-height:2.3rem}.drawing.small{width:100%;height:3.5rem;border-bottom:1px solid var(--line)}
.owner{color:var(--proof);font-size:.85em;white-space:nowrap}.filter{display:flex;flex-wrap:wrap;gap:.5rem 1.25rem;align-items:center;margin:0 0 .75rem}.filter[hidden],.phase[hidden],.group[hidden],li[hidden]{display:none}.filter input,.filter select{font:inherit;padding:.3rem .5rem;border:1px solid var(--muted);border-radius:6px;background:var(--page);color:var(--text);max-width:100%}
.filter :focus-visible{outline:3px solid var(--link);outline-offset:1px}a.line{color:inherit;text-decoration-color:var(--line);text-underline-offset:.2em}a.line:hover{color:var(--link)}
.gate-open{color:var(--good)}.gate-closed{color:var(--stop)}.gate-open::before,.gate-closed::before{display:none}
.drawing{display:block;height:auto;max-width:100%}${leastWidths}.narrow,.sideways{display:none}${beyond}.beyond-${widerThanPage}{display:block}.sideways{font-size:.875rem;margin:.4rem 0}.drawing .canvas{display:none}
.columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr));gap:.5rem 2rem}.next h3{margin-top:.2rem}.next ul{margin:.2rem 0;padding-left:1.2rem}.next p{margin:.2rem 0}
details{margin:.5rem 0}summary{cursor:pointer;color:var(--link)}details.phase{border-top:1px solid var(--line);margin:0;padding:.6rem 0}
.phase>summary{color:var(--text);font-weight:600}.phase>summary .muted{font-weight:400;font-variant-numeric:tabular-nums}.group>h3{color:var(--muted);font-size:.875rem}
.items{list-style:none;margin:.3rem 0;padding:0;columns:24rem 2;column-gap:2rem;font-size:.925rem}.items li{break-inside:avoid;padding:.15rem 0 .15rem 1.5rem;position:relative}
.mark{position:absolute;left:0;width:1.1rem;text-align:center;color:var(--muted)}.confirmed .mark{color:var(--good)}:is(.regressed,.failing) .mark{color:var(--stop)}.items .skipped{color:var(--muted);text-decoration:line-through}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
footer{font-size:.8rem;padding-bottom:2rem}
@media (max-width:40rem){.tag{white-space:normal}.day{white-space:normal}header,main,footer{padding-left:.75rem;padding-right:.75rem}main>section{padding:1rem .85rem}.tiles{grid-template-columns:repeat(2,1fr)}.broad{display:none}.narrow{display:block}}
@media (max-width:25rem){.bar{width:3rem}.progress{gap:.35rem}.percent{min-width:2.2rem}table:not(.numbers) td::before{flex-basis:5rem!important}}
@media screen and (max-width:64rem){table:not(.numbers),table:not(.numbers) :is(tbody,tr,th,td){display:block}table:not(.numbers) thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table:not(.numbers) tr{border-top:1px solid var(--line);padding:.6rem 0}table:not(.numbers) tr:first-child{border-top:0;padding-top:0}table:not(.numbers) :is(th,td){border:0;padding:.1rem 0;white-space:normal;min-width:0}
table:not(.numbers) td{display:flex;gap:.75rem}table:not(.numbers) td::before{content:attr(data-label);flex:0 0 6.5rem;color:var(--muted);font-size:.85rem}table:not(.numbers) td:has(>.nothing){display:none}}
@media screen and (min-width:40rem) and (max-width:64rem){table:not(.numbers) tr{display:grid;grid-template-columns:1fr 1fr;gap:.1rem 2rem}table:not(.numbers) th,.phases td:nth-of-type(1),.updates td:last-child,.evidence td:nth-of-type(1){grid-column:1/-1}}
@media (prefers-contrast:more){.muted,.basis,footer,.count{color:var(--text)}}
@media print{:root{--page:#fff;--card:#fff;--text:#000;--muted:#444;--line:#bbb;--track:#e6e9ed;--link:#000;--idle:#555;--busy:#7a4d00;--good:#0d6a35;--stop:#a11522;--scope:#56308a;--proof:#08519c;--idle-bg:#eee;--busy-bg:#fdf1d8;--good-bg:#dff4e6;--stop-bg:#fde6e7}
@page{margin:12mm}body{font-size:9pt;line-height:1.4;-webkit-print-color-adjust:exact;print-color-adjust:exact}nav,.skip,.sr,.filter{display:none}header{padding-bottom:.9rem}summary{list-style:none}
main>section{border:0;border-top:1px solid var(--line);border-radius:0;padding:.6rem 0;margin:0}h1{font-size:1.3rem}h2{font-size:1.05rem;margin:0 0 .4rem}table{font-size:.95em}th,td{padding:.25rem .3rem .25rem 0}.bar{width:2.2rem}.percent{min-width:1.9rem}.progress{gap:.3rem}.phases tbody th{min-width:6.5rem}.words td,.words tbody th{min-width:0}thead th{white-space:normal}.tag,.pill{font-size:.72rem;padding:0 .35rem;white-space:normal}header,main,footer{padding:0}.next .why,.small-charts,#burn-up h3{display:none}.tiles li{padding:.4rem .6rem}.tiles strong{font-size:1.2rem}.notice{margin:0 0 .6rem}.notice h3,.next h3{margin:.1rem 0}#gates .drawing{max-height:16rem;width:auto}details.phase{padding:.2rem 0}tr,.tiles li,.notice li,figure,.drawing{break-inside:avoid}h2,h3{break-after:avoid}
.scroll{overflow:visible}.drawing{min-width:0}.narrow,.sideways{display:none!important}.broad{display:block!important}.tiles{grid-template-columns:repeat(4,1fr);gap:.4rem}.columns{grid-template-columns:1fr 1fr}details:not([open]):not(.phase){display:none}a{text-decoration:none}}
`;
