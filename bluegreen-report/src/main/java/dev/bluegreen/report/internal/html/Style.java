package dev.bluegreen.report.internal.html;

/** The style sheet: light and dark, narrow and wide, screen and paper. */
final class Style {

    static final String SHEET = """
            :root{color-scheme:light dark;--paper:#f6f7f9;--card:#fff;--ink:#1b2330;--soft:#56606f;--line:#d9dee6;
            --blue:#2563c9;--green:#1c8a4d;--good:#17693b;--goodbg:#e2f4e9;--bad:#a81d2b;--badbg:#fbe6e8;
            --warn:#7a4b00;--warnbg:#fdf0d5;--quietbg:#eceff3;--plain:#7d8ba1;--limit:#a81d2b}
            @media (prefers-color-scheme:dark){:root{--paper:#10141b;--card:#181e28;--ink:#e8ecf2;--soft:#a3aebe;
            --line:#2d3644;--blue:#6ea4ff;--green:#4cc585;--good:#7fdda8;--goodbg:#123222;--bad:#ff9aa5;
            --badbg:#3d161c;--warn:#f3c675;--warnbg:#372708;--quietbg:#252d3a;--plain:#8897ae;--limit:#ff9aa5}}
            *{box-sizing:border-box}
            body{margin:0 auto;padding:0 1.25rem 3rem;max-width:76rem;background:var(--paper);color:var(--ink);
            font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;
            overflow-wrap:anywhere}
            h1{font-size:clamp(1.5rem,1rem + 2.4vw,2.4rem);line-height:1.15;letter-spacing:-.02em;margin:.25rem 0 .75rem}
            h2{font-size:1.3rem;letter-spacing:-.01em;margin:0 0 1rem}
            h3{font-size:1.05rem;margin:0 0 .25rem}
            p{margin:0 0 .75rem}
            a{color:var(--blue)}
            a:focus-visible,summary:focus-visible{outline:3px solid var(--blue);outline-offset:2px;border-radius:3px}
            .skip{position:absolute;left:-999px}
            .skip:focus{left:1rem;top:1rem;background:var(--card);padding:.5rem 1rem;z-index:1}
            header{padding:2.25rem 0 1rem}
            .eyebrow{margin:0}
            .lead{font-size:1.1rem;max-width:60rem}
            dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.75rem 1.5rem;margin:1.25rem 0 0}
            dt{color:var(--soft);font-size:.82rem}
            dd{margin:0;font-weight:600}
            nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;list-style:none;padding:.6rem 0;margin:0 0 1.25rem;
            border-block:1px solid var(--line);font-size:.95rem}
            section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:1.4rem;margin:0 0 1.25rem}
            section>:last-child{margin-bottom:0}
            .card{border-top:1px solid var(--line);padding-top:1rem;margin-top:1rem}
            h2 + .card{border:0;padding:0;margin:0}
            .said,.note,figcaption,footer{color:var(--soft);font-size:.9rem}
            .tag{display:inline-block;padding:.05rem .55rem;border-radius:99px;font-size:.85rem;font-weight:650;
            white-space:nowrap;background:var(--quietbg)}
            .tag.good{background:var(--goodbg);color:var(--good)}
            .tag.bad{background:var(--badbg);color:var(--bad)}
            .tag.warn{background:var(--warnbg);color:var(--warn)}
            .eyebrow .tag{font-size:1rem;padding:.2rem .9rem}
            table{width:100%;border-collapse:collapse;font-size:.92rem}
            table + table{margin-top:1.75rem}
            caption{text-align:left;color:var(--soft);padding-bottom:.5rem;font-size:.9rem}
            th,td{text-align:left;vertical-align:top;padding:.45rem .75rem .45rem 0;border-bottom:1px solid var(--line)}
            th{color:var(--soft);font-weight:600;font-size:.82rem}
            td:last-child,th:last-child{padding-right:0}
            tbody tr:last-child td{border-bottom:0}
            [data-label=Phase],[data-label=Kind],[data-label=Verb]{overflow-wrap:break-word}
            [data-label^=Share]{white-space:nowrap}
            time{font-variant-numeric:tabular-nums;white-space:nowrap}
            code{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
            del,ins{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;padding:0 .25rem;border-radius:4px}
            del{background:var(--badbg);color:var(--bad)}
            ins{background:var(--goodbg);color:var(--good);text-decoration:none;font-weight:600}
            figure{margin:0}
            svg{display:block;width:100%;overflow:visible}
            .plot{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 .6rem;margin:.5rem 0}
            .plot svg{height:200px;border-left:1px solid var(--line);border-bottom:1px solid var(--line)}
            .plot .y{position:relative;height:200px;width:6.5rem}
            .y span{position:absolute;right:0;transform:translateY(-50%);white-space:nowrap}
            .y,.x,.marks{color:var(--soft);font-size:.78rem;font-variant-numeric:tabular-nums;line-height:1}
            .x{display:flex;justify-content:space-between;padding-top:.4rem}
            polyline,path,line{fill:none;vector-effect:non-scaling-stroke}
            .value{stroke:var(--blue);stroke-width:2;stroke-linejoin:round}
            .limit{stroke:var(--limit);stroke-width:1.5;stroke-dasharray:6 4}
            .dot{stroke:var(--blue);stroke-width:6;stroke-linecap:round}
            .cross{stroke:var(--bad);stroke-width:9;stroke-linecap:square}
            .key{margin-right:1.25rem;white-space:nowrap}
            .key.bad{color:var(--bad)}.key.value{color:var(--blue)}
            .strip{display:grid;grid-template-columns:13rem minmax(0,1fr);gap:0 1rem;align-items:center}
            .strip>span:first-child{font-size:.92rem;color:var(--soft)}
            .strip b{color:var(--ink);font-weight:600}
            .strip svg{height:24px}
            #traffic .strip svg{height:60px;border-bottom:1px solid var(--line);margin:.2rem 0}
            .phases{list-style:none;margin:0;padding:0}
            .phase{fill:var(--plain)}
            .phase.good{fill:var(--green)}
            .phase.warn{fill:var(--warn)}
            .phase.bad{fill:var(--bad)}
            .write{stroke:var(--ink);stroke-width:2}
            .blue{fill:var(--blue)}
            .green{fill:var(--green)}
            .failed{fill:var(--bad)}
            .mark{stroke:var(--soft);stroke-width:1;stroke-dasharray:3 3}
            .marks{position:relative;height:1rem}
            .marks span{position:absolute;transform:translateX(-50%);font-weight:650}
            .legend{margin:.75rem 0 0;padding-left:1.4rem;font-size:.92rem}
            details{margin-top:.5rem}
            summary{cursor:pointer;color:var(--blue);font-size:.9rem}
            @media (max-width:44rem){body{padding:0 .75rem 2rem}section{padding:1rem}
            .strip{grid-template-columns:minmax(0,1fr);gap:.1rem;margin-bottom:.5rem}
            table,caption,tbody,tr,td{display:block;width:100%}
            thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
            tr{padding:.6rem 0;border-bottom:1px solid var(--line)}
            tbody tr:last-child{border-bottom:0}
            td{border:0;padding:.1rem 0;display:grid;grid-template-columns:5.5rem minmax(0,1fr);gap:.75rem}
            td:has(>span:empty:only-child){display:none}
            td::before{content:attr(data-label);color:var(--soft);font-size:.82rem}
            td[colspan]{display:block}.plot .y{width:4.2rem}}
            @media print{:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;
            --blue:#2563c9;--green:#1c8a4d;--good:#17693b;--goodbg:#fff;--bad:#a81d2b;--badbg:#fff;--warn:#7a4b00;
            --warnbg:#fff;--quietbg:#fff;--plain:#7d8ba1;--limit:#a81d2b}
            *{print-color-adjust:exact}nav,.skip,details{display:none}body{max-width:none;padding:0;font-size:10pt}
            section{border:0;padding:0 0 1rem;border-radius:0}figure,tr,.card,.strip{break-inside:avoid}
            thead{display:table-header-group}h2,h3,caption,thead{break-after:avoid}
            tbody tr:first-child{break-before:avoid}.tag{border:1px solid currentColor}}
            """;

    private Style() {}
}
