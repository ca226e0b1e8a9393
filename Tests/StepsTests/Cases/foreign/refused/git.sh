git -c core.pager={{v}} log
