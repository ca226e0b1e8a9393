dd of="{{v}}.service" <<<x
