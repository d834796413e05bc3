namespace Sbm.Unit.Migration.SassSpec;

/// <summary>What becomes of a test as a theme's style sheet.</summary>
internal enum SpecOutcome
{
    /// <summary>No Sass compiles it: not counted.</summary>
    Invalid,

    /// <summary>The output means the same.</summary>
    Same,

    /// <summary>The output means the same but for what was reported.</summary>
    Reported,

    /// <summary>The output means something else; something was reported.</summary>
    DiffersReported,

    /// <summary>The output does not compile; something was reported.</summary>
    DoesNotCompileReported,

    /// <summary>The output means something else.</summary>
    Differs,

    /// <summary>The output does not compile.</summary>
    DoesNotCompile,

    /// <summary>The migration ends with an error.</summary>
    Refused,

    /// <summary>The migration ends with an exception that is no error of its own.</summary>
    Crashed,

    /// <summary>Migrating the output once more changes it.</summary>
    Unstable,
}
