using Sbm.Shell;

CommandLine command;
try
{
    command = CommandLine.Parse(args);
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    Console.Error.WriteLine(CommandLine.Usage);
    return ExitCodes.WrongUsage;
}

if (command.Mode == CommandMode.Help)
{
    Console.Out.WriteLine(CommandLine.Usage);
    return 0;
}

using var session = new ShellSession(isInteractive: command.Mode == CommandMode.Prompt);
return command.Mode switch
{
    CommandMode.Prompt => new PromptLoop(session).Run(),
    CommandMode.File => session.RunFile(command.Text, command.Arguments),
    _ => session.Run(command.Text),
};
