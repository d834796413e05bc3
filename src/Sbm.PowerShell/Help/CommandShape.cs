using System.Reflection;
using System.Runtime.Loader;

namespace Sbm.Help;

/// <summary>A parameter as its attributes declare it, in one parameter set.</summary>
internal sealed record ParameterShape(
    string Name, string Set, string TypeName, bool IsSwitch, bool IsMandatory, int? Position, string Pipeline, bool HasWildcards, IReadOnlyList<string> Aliases, IReadOnlyList<string> Values)
{
    internal const string AllSets = "__AllParameterSets";
}

/// <summary>A cmdlet as its attributes declare it. Nothing of the assembly is run.</summary>
internal sealed record CommandShape(string Verb, string Noun, string? DefaultSet, IReadOnlyList<ParameterShape> Parameters)
{
    internal string Name => $"{Verb}-{Noun}";

    /// <summary>The parameter sets, the default one first.</summary>
    internal IEnumerable<string> Sets
    {
        get
        {
            var sets = Parameters.Select(static parameter => parameter.Set).Where(static set => set != ParameterShape.AllSets).Distinct().ToList();
            return sets.Count == 0 ? [ParameterShape.AllSets] : sets.OrderByDescending(set => set == DefaultSet);
        }
    }

    internal static IReadOnlyList<CommandShape> ReadAll(string module, string core)
    {
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            name.Name == Path.GetFileNameWithoutExtension(core) ? context.LoadFromAssemblyPath(core) : null;
        return AssemblyLoadContext.Default.LoadFromAssemblyPath(module).GetExportedTypes()
            .Select(static type => (Type: type, Cmdlet: Attributes(type, "CmdletAttribute").FirstOrDefault()))
            .Where(static found => found.Cmdlet is not null)
            .Select(static found => Read(found.Type, found.Cmdlet!))
            .OrderBy(static command => command.Name, StringComparer.Ordinal)
            .ToList();
    }

    private static CommandShape Read(Type type, CustomAttributeData cmdlet)
    {
        var parameters = type.GetProperties()
            .SelectMany(static property => Attributes(property, "ParameterAttribute").Select(attribute => Read(property, attribute)))
            .ToList();
        if (Named(cmdlet, "SupportsShouldProcess") is true)
        {
            parameters.Add(Switch("WhatIf", "wi"));
            parameters.Add(Switch("Confirm", "cf"));
        }

        return new CommandShape(
            (string)cmdlet.ConstructorArguments[0].Value!,
            (string)cmdlet.ConstructorArguments[1].Value!,
            (string?)Named(cmdlet, "DefaultParameterSetName"),
            parameters);
    }

    private static ParameterShape Read(PropertyInfo property, CustomAttributeData attribute)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        List<string> pipeline =
        [
            .. Named(attribute, "ValueFromPipeline") is true ? ["ByValue"] : Array.Empty<string>(),
            .. Named(attribute, "ValueFromPipelineByPropertyName") is true ? ["ByPropertyName"] : Array.Empty<string>(),
        ];
        return new ParameterShape(
            property.Name,
            (string?)Named(attribute, "ParameterSetName") ?? ParameterShape.AllSets,
            type.Name,
            type.Name == "SwitchParameter",
            Named(attribute, "Mandatory") is true,
            Named(attribute, "Position") as int?,
            pipeline.Count == 0 ? "False" : $"True ({string.Join(", ", pipeline)})",
            Attributes(property, "SupportsWildcardsAttribute").Any(),
            Attributes(property, "AliasAttribute").SelectMany(Texts).ToList(),
            type.IsEnum ? Enum.GetNames(type) : Attributes(property, "ValidateSetAttribute").SelectMany(Texts).ToList());
    }

    private static ParameterShape Switch(string name, string alias) =>
        new(name, ParameterShape.AllSets, "SwitchParameter", true, false, null, "False", false, [alias], []);

    private static IEnumerable<CustomAttributeData> Attributes(MemberInfo member, string name) =>
        member.GetCustomAttributesData().Where(attribute => attribute.AttributeType.Name == name);

    private static object? Named(CustomAttributeData attribute, string name) =>
        attribute.NamedArguments.FirstOrDefault(argument => argument.MemberName == name).TypedValue.Value;

    private static IEnumerable<string> Texts(CustomAttributeData attribute) =>
        ((IEnumerable<CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!).Select(static text => (string)text.Value!);
}
