# Completion of atrest in bash. To load it: source <(atrest completion bash)
_atrest_completion() {
    local line="${COMP_LINE:0:COMP_POINT}" arguments="" word prefix suggestion
    line="${line#"${line%%[![:space:]]*}"}"
    if [[ $line == *[[:space:]]* ]]; then
        arguments="${line#*[[:space:]]}"
    fi

    # What atrest sees as one word, bash splits at = and : and replaces only the last part.
    word="${arguments##*[[:space:]]}"
    prefix="${word%"${COMP_WORDS[COMP_CWORD]}"}"
    COMPREPLY=()
    while IFS= read -r suggestion; do
        if [[ -n $suggestion && $suggestion == "$word"* ]]; then
            printf -v suggestion '%q' "${suggestion#"$prefix"}"
            COMPREPLY+=("$suggestion")
        fi
    done < <("${COMP_WORDS[0]}" "[suggest:${#arguments}]" "$arguments" 2>/dev/null)
}

# Without a suggestion, bash offers files.
complete -o bashdefault -o default -F _atrest_completion atrest
