using System.Collections.Immutable;
using System.CommandLine;

namespace AtRest.Cli.CommandLine;

/// <summary>Options without a value, such as <c>--demo</c>. System.CommandLine accepts or ignores a value of them (<c>--help=x</c>); here it is a fault.</summary>
internal static class Flags
{
    private static readonly char[] Separators = ['=', ':'];

    public static bool IsFlag(Option option) => option.ValueType == typeof(bool) || option.Arity.MaximumNumberOfValues == 0;

    /// <summary>Parses a command line as if its flags had no values, and says which had one.</summary>
    public static Line Parse(RootCommand root, IReadOnlyList<string> arguments)
    {
        var flags = CommandLineFaults.All(root).SelectMany(command => command.Options).Where(IsFlag).SelectMany(option => option.Aliases.Prepend(option.Name)).ToHashSet(StringComparer.Ordinal);
        var end = arguments.TakeWhile(argument => argument != "--").Count();
        var (faults, corrected) = WithDashes(root, arguments, end);
        arguments = corrected;
        var given = arguments.Select((argument, index) => index < end ? FlagOf(argument, flags) : null).ToList();
        var parsed = root.Parse([.. arguments.Select((argument, index) => given[index] ?? argument)]);
        var known = CommandLineFaults.OptionsOf(parsed.CommandResult.Command).SelectMany(option => option.Aliases.Prepend(option.Name)).ToHashSet(StringComparer.Ordinal);
        return new(parsed, [.. faults, .. given.OfType<string>().Where(known.Contains).Distinct(StringComparer.Ordinal).Select(flag => $"{flag} takes no value. Write {flag}, or leave it out.")]);
    }

    /// <summary>
    /// System.CommandLine reads <c>-inventory</c> as <c>-i nventory</c>. An argument that is an option but for one dash is a fault, and is read as that
    /// option, so that the other faults are right.
    /// </summary>
    private static (ImmutableArray<string> Faults, ImmutableArray<string> Arguments) WithDashes(RootCommand root, IReadOnlyList<string> arguments, int end)
    {
        var options = CommandLineFaults.All(root).SelectMany(command => command.Options).ToList();
        var names = options.Select(option => option.Name).ToHashSet(StringComparer.Ordinal);
        var withValue = options.Where(option => !IsFlag(option)).SelectMany(option => option.Aliases.Prepend(option.Name)).ToHashSet(StringComparer.Ordinal);
        var (faults, corrected) = (ImmutableArray.CreateBuilder<string>(), ImmutableArray.CreateBuilder<string>());
        foreach (var (argument, index) in arguments.Select((argument, index) => (argument, index)))
        {
            var word = argument.Split(Separators, 2)[0];
            var isOption = index < end && word.Length > 2 && word[1] != '-' && names.Contains($"-{word}") && !(index > 0 && withValue.Contains(arguments[index - 1]));
            corrected.Add(isOption ? $"-{argument}" : argument);
            if (isOption)
            {
                faults.Add($"Unknown option '{word}'. Did you mean '-{word}'?");
            }
        }

        return (faults.ToImmutable(), corrected.ToImmutable());
    }

    /// <summary>The flag of <c>--flag=value</c>. Null for all other arguments.</summary>
    private static string? FlagOf(string argument, HashSet<string> flags) =>
        argument.IndexOfAny(Separators) is > 0 and var separator && flags.Contains(argument[..separator]) ? argument[..separator] : null;

    /// <summary>A parsed command line.</summary>
    /// <param name="Parsed">The line, with its flags' values left out.</param>
    /// <param name="Faults">A sentence for each flag that had a value.</param>
    internal sealed record Line(ParseResult Parsed, ImmutableArray<string> Faults);
}
