using System.Collections.Concurrent;
using EvidenceVault.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace EvidenceVault.Server.Tests.Infrastructure;

/// <summary>What the server would write to its log, as it would write it.</summary>
public sealed class LogLines : ILogEventSink
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> All => _lines;

    public void Emit(LogEvent logEvent)
    {
        using var line = new StringWriter();
        new CompactJsonFormatter().Format(logEvent, line);
        _lines.Enqueue(line.ToString());
    }

    // The static logger belongs to whichever host of this process came last.
    public void Replace(IServiceCollection services) => services.AddSerilog(
        (_, log) => Logging.Configure(log, sink => sink.Sink(this)), preserveStaticLogger: true, writeToProviders: false);
}
