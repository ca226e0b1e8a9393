sed "s/a/{{v}}/" file
