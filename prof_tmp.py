import time, cProfile, pstats, os, sys
os.environ["DJANGO_SETTINGS_MODULE"]="tests.settings"
import django; django.setup()
from intake import read
from intake.fair_copy import *
from core import html
from intake.seams import parts, cut
from intake import conservation
line="He walked on through the rain, and <How did this happen?> he asked himself, and she said *nothing* at all.\n\n"
for kb in (500, 1500):
    text="A Title\nSummary: x\n\n"+line*(kb*1000//len(line))
    def T(name,f):
        t=time.time(); r=f(); print(kb,name,round(time.time()-t,2),flush=True); return r
    m=T("read",lambda: read(text.encode()))
    h=m.chapters[0].html; print(len(h))
    ta=T("to_textarea",lambda: html.to_textarea(h))
    T("clean_text",lambda: html.clean_text(ta))
    T("clean",lambda: html.clean(h))
    T("visible",lambda: html.visible_text(h))
    T("check",lambda: conservation.check(m,m.source))
    T("parts",lambda: parts(h,1_000_000))
    T("parts400k",lambda: parts(h,400_000))
