case {{v}} in
    "") exit 1 ;;
    x | y) : ;;
    *) printf '%s' "{{v}}" >out ;;
esac
