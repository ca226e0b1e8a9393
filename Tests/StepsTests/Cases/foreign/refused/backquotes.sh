echo `echo {{v}}`
