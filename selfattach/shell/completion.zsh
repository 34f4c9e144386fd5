#compdef %(prog_name)s

%(complete_func)s() {
  eval $(env _TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" %(autocomplete_var)s=complete_zsh %(prog_name)s)
}

if [ "$funcstack[1]" = "_%(prog_name)s" ]; then
  %(complete_func)s "$@" # read at the first Tab of a shell, which asks for something already
else
  compdef %(complete_func)s %(prog_name)s
fi
