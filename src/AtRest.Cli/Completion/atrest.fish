# Completion of atrest in fish. To load it: atrest completion fish | source
function __atrest_complete
    set -l arguments (commandline -cp | string replace -r '^\s*\S+\s?' '')
    set -l suggestions (atrest "[suggest:"(string length -- "$arguments")"]" "$arguments" 2>/dev/null)

    # Without a suggestion, fish offers files.
    if test (count $suggestions) -gt 0
        printf '%s\n' $suggestions
    else
        __fish_complete_path (commandline -ct)
    end
end

complete -c atrest -f -a '(__atrest_complete)'
