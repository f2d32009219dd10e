using EvidenceVault.Server.Access;
using EvidenceVault.Server.Books;
using EvidenceVault.Server.Clearances;
using EvidenceVault.Server.ConsumerPages;
using EvidenceVault.Server.Dossiers;
using EvidenceVault.Server.Exhibits;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;
using EvidenceVault.Server.Messages;
using EvidenceVault.Server.Packs;
using EvidenceVault.Server.Scorecards;
using EvidenceVault.Server.Store;
using EvidenceVault.Server.Suppressions;
using EvidenceVault.Server.Webhooks;

var builder = WebApplication.CreateBuilder(args);
builder.AddHosting();
builder.AddStores();
builder.AddAccess();
builder.AddBooks();
builder.AddIntake();
builder.AddExhibits();
builder.AddDossiers();
builder.AddClearances();
builder.AddScorecards();
builder.AddSuppressions();
builder.AddWebhooks();
builder.AddPacks();
builder.AddMessages();
builder.AddConsumerPages();

var app = builder.Build();
app.UseHosting();
app.UseAccess();
app.MapHosting();
app.MapAccess();
app.MapBooks();
app.MapIntake();
app.MapExhibits();
app.MapDossiers();
app.MapClearances();
app.MapScorecards();
app.MapSuppressions();
app.MapWebhooks();
app.MapPacks();
app.MapMessages();
app.MapConsumerPages();
app.CheckAccessRules();

if (app.Services.GetRequiredService<VaultSettings>().ApplySchema) await app.ApplySchema(CancellationToken.None);
await app.RunAsync();

/// <summary>The server.</summary>
public partial class Program;
