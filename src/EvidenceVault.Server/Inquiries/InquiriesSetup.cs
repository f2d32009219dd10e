using EvidenceVault.Server.Access;

namespace EvidenceVault.Server.Inquiries;

/// <summary>Registers the services and endpoints of this capability.</summary>
public static class InquiriesSetup
{
    public static void AddInquiries(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<InquiryStore>();
        builder.Services.AddSingleton<ReadInquiries>();
    }

    public static void MapInquiries(this WebApplication app)
    {
        var inquiries = app.MapGroup("/v1/principals/{principal}/inquiries").Requires(Scopes.CaseManage);
        inquiries.MapGet("", (string principal, HttpContext http, ReadInquiries reading, CancellationToken ct) => reading.List(principal, http, ct)).WithName("listInquiries");
        inquiries.MapPut("{inquiry}", PutInquiry.Put).WithName("putInquiry");
        inquiries.MapGet("{inquiry}", (string principal, string inquiry, ReadInquiries reading, CancellationToken ct) => reading.Get(principal, inquiry, ct)).WithName("getInquiry");
        inquiries.MapPost("{inquiry}/produced", AnswerInquiry.Produced).WithName("recordProduced");
        inquiries.MapPost("{inquiry}/close", AnswerInquiry.Close).WithName("closeInquiry");
    }
}
