//! A screen, or several one after the other, as an SVG.
//!
//! Letters are stretched to their columns, and lines and blocks are shapes, so that everything joins in any font. The
//! colors follow the reader's `prefers-color-scheme`. An element that several frames have in common is drawn once.

use std::collections::BTreeMap;
use std::fmt::Write;

use ratatui::buffer::Buffer;

use super::cells;

/// Width and height of a cell, in the picture's units.
pub const CELL: (u16, u16) = (9, 19);
const MARGIN: u16 = 12;
/// The height of the line with the captions.
const CAPTION: u16 = 34;

const STYLE: &str = "\
svg{--b:#16181d;--f:#d7dae0;--m:#868d98;--c:#56b6c2;--g:#98c379;--y:#e5c07b;--r:#e8737d;--e:#363b45}\
@media(prefers-color-scheme:light){svg{--b:#fff;--f:#1f2328;--m:#6a737d;--c:#0a7285;--g:#1a7f37;--y:#8a6100;--r:#cf222e;--e:#d0d7de}}\
.w{fill:var(--b);stroke:var(--e)}\
text{fill:var(--f);font:15px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace}\
.s{text-anchor:middle}\
.b{font-weight:700}.i{font-style:italic}.o{opacity:.6}\
.l,.h,.q{stroke:var(--f);fill:none;stroke-width:1.2}.h{stroke-width:3.4}.q{stroke-dasharray:2.7 1.8}\
.k{fill:var(--f);shape-rendering:crispEdges}\
text.m,.k.m{fill:var(--m)}.l.m,.h.m,.q.m{stroke:var(--m)}\
text.c,.k.c{fill:var(--c)}.l.c,.h.c,.q.c{stroke:var(--c)}\
text.g,.k.g{fill:var(--g)}.l.g,.h.g,.q.g{stroke:var(--g)}\
text.y,.k.y{fill:var(--y)}.l.y,.h.y,.q.y{stroke:var(--y)}\
text.r,.k.r{fill:var(--r)}.l.r,.h.r,.q.r{stroke:var(--r)}\
text.v,.k.v{fill:var(--b)}.l.v,.h.v,.q.v{stroke:var(--b)}";

/// One screen of a picture.
pub struct Frame {
    pub buffer: Buffer,
    /// The terminal's cursor, where it is shown.
    pub cursor: Option<(u16, u16)>,
    /// What is seen, below the screen of a picture with several frames.
    pub caption: &'static str,
    /// For how long the frame is shown.
    pub seconds: f32,
}

/// Parts of a picture, each with the frames in which it is seen, one bit a frame.
type Parts = BTreeMap<String, u64>;

/// The picture of these screens, which must have the same size, with a description of them.
pub fn picture(frames: &[Frame], description: &str) -> String {
    let area = frames[0].buffer.area;
    let moves = frames.len() > 1;
    let width = area.width * CELL.0 + 2 * MARGIN;
    let bottom = if moves { CAPTION } else { 0 };
    let height = area.height * CELL.1 + 2 * MARGIN + bottom;
    let mut svg = String::new();
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\" aria-label=\"{}\">\n<style>{STYLE}{}</style>\n\
         <rect class=\"w\" x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"8\"/>\n<g transform=\"translate({MARGIN} {MARGIN})\">\n",
        cells::escaped(description),
        if moves { CAPTION_STYLE } else { "" },
        width - 1,
        height - 1,
    );
    // What lies behind letters comes first, for all frames.
    let mut layers: [Parts; 2] = Default::default();
    for (index, frame) in frames.iter().enumerate() {
        let mut drawn = cells::draw(&frame.buffer, frame.cursor);
        if moves {
            drawn[1].push(caption(frame, area.width, area.height));
        }
        for (layer, parts) in layers.iter_mut().zip(drawn) {
            for part in parts {
                *layer.entry(part).or_default() |= 1 << index;
            }
        }
    }
    let all = (1_u64 << frames.len()) - 1;
    let mut spans = Vec::new();
    for layer in layers {
        write_layer(&mut svg, layer, all, &mut spans);
    }
    svg.push_str("</g>\n");
    if moves {
        let _ = writeln!(svg, "<style>{}</style>", animation(frames, &spans));
    }
    svg.push_str("</svg>\n");
    svg
}

const CAPTION_STYLE: &str = ".t{font:16px system-ui,sans-serif;text-anchor:middle}";

fn caption(frame: &Frame, columns: u16, rows: u16) -> String {
    let (middle, base) = (columns * CELL.0 / 2, rows * CELL.1 + 28);
    let text = cells::escaped(frame.caption);
    format!("<text class=\"t\" x=\"{middle}\" y=\"{base}\">{text}</text>")
}

/// Writes the parts in groups by the frames in which they are seen, from top to bottom.
fn write_layer(svg: &mut String, layer: Parts, all: u64, spans: &mut Vec<u64>) {
    let mut groups: BTreeMap<u64, Vec<String>> = BTreeMap::new();
    for (part, frames) in layer {
        groups.entry(frames).or_default().push(part);
    }
    for (frames, parts) in groups {
        let body = parts.join("\n");
        if frames == all {
            let _ = writeln!(svg, "{body}");
            continue;
        }
        let known = spans.iter().position(|span| *span == frames);
        let name = known.unwrap_or_else(|| {
            spans.push(frames);
            spans.len() - 1
        });
        let _ = writeln!(svg, "<g class=\"a{name}\">\n{body}\n</g>");
    }
}

/// The steps that show and hide the groups; where motion is not wanted, the first frame stays.
fn animation(frames: &[Frame], spans: &[u64]) -> String {
    let total: f32 = frames.iter().map(|frame| frame.seconds).sum();
    let mut css = String::new();
    let mut moving = String::new();
    for (name, shown) in spans.iter().enumerate() {
        let is_shown = |index: usize| shown & (1 << index) != 0;
        if !is_shown(0) {
            let _ = write!(css, ".a{name}{{visibility:hidden}}");
        }
        let _ = write!(
            moving,
            ".a{name}{{animation-name:n{name}}}@keyframes n{name}{{"
        );
        let mut at = 0.0;
        for (index, frame) in frames.iter().enumerate() {
            if index == 0 || is_shown(index) != is_shown(index - 1) {
                let word = if is_shown(index) { "visible" } else { "hidden" };
                let percent = (at / total * 10_000.0).round() / 100.0;
                let _ = write!(moving, "{percent}%{{visibility:{word}}}");
            }
            at += frame.seconds;
        }
        moving.push('}');
    }
    let _ = write!(
        css,
        "@media(prefers-reduced-motion:no-preference){{g g{{animation:{total}s step-end infinite}}{moving}}}"
    );
    css
}
