using EvidenceVault.Cli;

// RFC 8785 is UTF-8, whatever the terminal is set to.
Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return Commands.Run(args, Console.Out, Console.Error);
