#compdef atrest
# Completion of atrest in zsh. To load it: source <(atrest completion zsh)
_atrest() {
    local arguments="${(j: :)words[2,CURRENT]}"
    local -a suggestions
    suggestions=("${(@f)$("${words[1]}" "[suggest:${#arguments}]" "$arguments" 2>/dev/null)}")
    suggestions=("${(@)suggestions:#}")

    # Without a suggestion, zsh offers files.
    if (( ! ${#suggestions} )) || ! compadd -- "${(@)suggestions}"; then
        _files
    fi
}

# In a file of $fpath, this file is the function itself. Otherwise it registers the function.
if [[ "${funcstack[1]}" == "_atrest" ]]; then
    _atrest "$@"
else
    compdef _atrest atrest
fi
