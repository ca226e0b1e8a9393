kubectl exec pod -- sh -c "{{v}}"
