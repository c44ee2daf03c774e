/** Colours of both schemes, and of the drawings. Every text has a contrast of 4.5 or more against what is behind it. */
export const drawingStyle = `
:root{color-scheme:light dark;--page:#f6f7f9;--card:#fff;--text:#1b222c;--muted:#56606c;--line:#d6dbe1;--track:#e6e9ed;--link:#0a58ab;
--idle:#58626e;--busy:#9a6200;--good:#197a43;--stop:#bd2330;--scope:#6b3fa0;--proof:#0b6bcb;--idle-bg:#eceef1;--busy-bg:#fdf1d8;--good-bg:#dff4e6;--stop-bg:#fde6e7}
@media (prefers-color-scheme:dark){:root{--page:#10141a;--card:#181e26;--text:#e7ecf2;--muted:#a3aeba;--line:#323b46;--track:#2b333d;--link:#79b8ff;
--idle:#98a3af;--busy:#e5b04a;--good:#57c884;--stop:#ff8a8f;--scope:#c3a1f2;--proof:#6cb6ff;--idle-bg:#262e37;--busy-bg:#3a2d10;--good-bg:#12331f;--stop-bg:#431a1e}}
svg{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
.drawing text{fill:var(--text);font-size:13px}.drawing .heading{font-size:16px;font-weight:600}
.drawing .grid line{stroke:var(--line)}.drawing .axis text{fill:var(--muted);font-size:12px}
.drawing .target line{stroke:var(--muted);stroke-dasharray:4 4}.drawing .target text{fill:var(--muted);font-size:12px}
.drawing .done-area{fill:var(--good);fill-opacity:.16}.drawing .done,.drawing .scope{fill:none;stroke-width:2.5;stroke-linejoin:round}
.drawing .done{stroke:var(--good)}.drawing .scope{stroke:var(--scope);stroke-dasharray:7 4}
.drawing .verified{fill:none;stroke:var(--proof);stroke-width:2.5;stroke-dasharray:2 3}.drawing .verified-end{fill:var(--proof)}
.drawing .cone{fill:var(--proof);fill-opacity:.13}.drawing .middle{fill:none;stroke:var(--proof);stroke-width:1.6;stroke-dasharray:6 4}
.drawing .today{stroke:var(--muted);stroke-width:1.2}.drawing .span{fill:var(--state);fill-opacity:.28}.drawing .span-done{fill:var(--state)}.drawing .late{fill:var(--stop);fill-opacity:.3}.drawing .late-text{fill:var(--stop);font-weight:600}.drawing .span-end{fill:none;stroke:var(--state);stroke-width:2}
.drawing .done-end{fill:var(--good)}.drawing .scope-end{fill:var(--scope)}.drawing .strong{font-weight:650}.drawing .end{paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
.drawing .edge{fill:none;stroke-width:1.8}.drawing .soft .edge{stroke-dasharray:5 4}
.drawing .gate.open .edge{stroke:var(--good)}.drawing .gate.closed .edge{stroke:var(--stop)}
.drawing .gate.open .head{fill:var(--good)}.drawing .gate.closed .head{fill:var(--stop)}
.drawing .gate circle{fill:var(--card);stroke-width:1.8}.drawing .sign{fill:none;stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.drawing .gate.open circle,.drawing .gate.open .sign{stroke:var(--good)}.drawing .gate.closed circle,.drawing .gate.closed .sign{stroke:var(--stop)}
.drawing .box{fill:var(--card);stroke:var(--line);stroke-width:1.2}.drawing .missing .box{stroke-dasharray:5 4;stroke:var(--stop)}
.drawing .name{font-weight:650}.drawing .state{fill:var(--muted);font-size:12px}.drawing .track{fill:var(--track)}
.s-not-started{--state:var(--idle);--state-bg:var(--idle-bg)}.s-in-progress{--state:var(--busy);--state-bg:var(--busy-bg)}
.s-complete{--state:var(--good);--state-bg:var(--good-bg)}.s-blocked{--state:var(--stop);--state-bg:var(--stop-bg)}
.drawing .stripe,.drawing .fill{fill:var(--state)}.drawing .canvas{fill:var(--page)}
`;
