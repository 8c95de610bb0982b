"""How the HTML copy of a sheet looks: the colours of the paper, large and calm."""

from __future__ import annotations

__all__ = ["STYLE"]

STYLE = """
body { font: 1.125rem/1.5 "Source Sans Pro", "Source Sans 3", Arial, sans-serif; color: #000;
  background: #fff; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
header p, li p, figure, .panel p, .caution p, .label p { margin: 0.2rem 0; }
h1 { font-size: 1.3rem; color: #0b4f8a; margin: 0.4rem 0; }
h2 { font-size: 1.3rem; color: #0b4f8a; margin: 1.6rem 0 0.5rem; }
.draft { text-align: center; font-weight: bold; background: #fdf0dd; border: 1px solid #b4540a; }
.panel { background: #eef4f9; border-left: 4px solid #0b4f8a; padding: 0.8rem 1rem; }
.dose { font-size: 1.7rem; font-weight: bold; }
.label { border: 1px solid #4a5866; border-radius: 4px; padding: 0.8rem; margin: 0.8rem 0; }
.label .dose { font-size: 1.3rem; }
.fate, .caution { background: #fdf0dd; border-left: 4px solid #b4540a; padding: 0.3rem 0.8rem; }
.fate { font-weight: bold; }
.caution { margin: 0.5rem 0; }
ol > li { margin: 0.9rem 0; padding-left: 0.3rem; }
ul { padding-left: 1.2rem; }
figure { padding-top: 0.4rem; }
img { max-width: 100%; height: auto; }
figcaption { color: #3b4754; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; border-bottom: 1px solid #b9c4ce; padding: 0.2rem 0.4rem; }
th:nth-child(n+3), td:nth-child(n+3) { text-align: right; }
.fill { display: flex; gap: 0.6rem; align-items: end; margin: 0.9rem 0; }
.line { flex: 1; border-bottom: 1px solid #4a5866; }
.box { display: inline-block; width: 1.3rem; height: 1.3rem; border: 1px solid #4a5866;
  margin: 0.15rem; }
footer { border-top: 1px solid #b9c4ce; margin-top: 2rem; font-size: 0.85rem; color: #3b4754; }
"""
