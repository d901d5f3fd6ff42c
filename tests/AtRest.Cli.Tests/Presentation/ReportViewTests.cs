using AtRest.Cli.Presentation;
using AtRest.Cli.Rules;
using AtRest.Cli.Tests.Support;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Cli.Tests.Presentation;

public sealed class ReportViewTests
{
    [Fact]
    public void Write_Piped_HasNeitherColourNorLinesNorBrokenArns()
    {
        var arn = "arn:aws:kms:eu-central-1:111122223333:key/" + new string('a', 200);
        var text = Show(SampleReport.Of("Acme", SampleReport.Cluster("payments", Verdict.NonCompliant, SampleReport.Finding("KMS-2", FindingStatus.Fail, $"The key {arn} is disabled."))));

        text.ShouldContain(arn);
        text.ShouldNotContain("\u001b");
        text.ShouldNotContain("─");
        text.ShouldNotContain("│");
    }

    [Theory]
    [InlineData(80)]
    [InlineData(40)]
    [InlineData(20)]
    public void Write_OnANarrowTerminal_FitsAndNamesEveryCluster(int width)
    {
        var text = Show(SampleReport.Of("Acme", SampleReport.Cluster("payments", Verdict.Compliant), SampleReport.Cluster("claims", Verdict.Indeterminate, SampleReport.Finding("DECL-1", FindingStatus.Unknown, "Nobody was asked."))), width);

        // A command stays whole.
        text.Split('\n').Where(line => !line.StartsWith("    More: atrest ", StringComparison.Ordinal)).ShouldAllBe(line => line.TrimEnd().Length <= width);
        text.ShouldContain("payments");
        text.ShouldContain("claims");
    }

    [Fact]
    public void Write_WaivedFailures_AreSaidBesideTheVerdict()
    {
        var waived = SampleReport.Finding("KMS-2", FindingStatus.Fail, "m") with
        {
            Waiver = new Waiver { Rule = "KMS-2", Cluster = "payments", Reason = "r", Owner = "o", ApprovedBy = "a", Expires = new DateOnly(2027, 3, 31) },
        };
        var text = Show(SampleReport.Of("Acme", SampleReport.Cluster("payments", Verdict.Compliant, waived)), 200);

        text.ShouldContain("COMPLIANT, with 1 waived failure");
        text.ShouldContain("The one declared cluster was audited: it is compliant, with 1 waived failure");
        Show(SampleReport.Of("Acme", SampleReport.Cluster("payments", Verdict.Compliant)), 200).ShouldNotContain("waived");
    }

    [Theory]
    [InlineData(200)]
    [InlineData(60)]
    public void Write_ABigFleet_ListsTheFirstThousandClusters_AndCountsTheOthers(int width)
    {
        var text = Show(SampleReport.Of("Acme", [.. Enumerable.Range(0, 1_003).Select(number => SampleReport.Cluster($"cluster-{number:D4}", Verdict.Compliant))]), width);

        text.ShouldContain("cluster-0999");
        text.ShouldNotContain("cluster-1000");
        text.ReplaceLineEndings(" ").ShouldContain("and 3 more clusters.");
    }

    [Fact]
    public void Write_HostileNames_AreShownHarmlessly()
    {
        var text = Show(SampleReport.Of("[red]Acme[/] \u001b[2J", SampleReport.Cluster("a\u001b]0;title\u0007\nb[/]", Verdict.NonCompliant, SampleReport.Finding("KMS-2", FindingStatus.Fail, "\u001b[31m[bold]"))));

        text.ShouldContain("[red]Acme[/]");
        text.ShouldContain("b[/]");
        text.ShouldContain("[bold]");
        text.ShouldNotContain("\u001b");
        text.ShouldNotContain("\u0007");
    }

    [Fact]
    public void Write_TheSameFindingOfManyClusters_IsShownOnce()
    {
        var clusters = Enumerable.Range(1, 20).Select(number => SampleReport.Cluster($"c{number}", Verdict.NonCompliant, SampleReport.Finding("TRAIL-2", FindingStatus.Fail, "The trail leaves out AWS KMS."))).ToArray();

        var text = Show(SampleReport.Of("Acme", clusters));

        text.Split("The trail leaves out AWS KMS.").Length.ShouldBe(2);
        text.ShouldContain("c1, c2, c3");
        text.ShouldContain("and 12 more");
    }

    [Fact]
    public void Write_FailuresAndUnknowns_MostUrgentFirst()
    {
        var text = Show(SampleReport.Of("Acme", SampleReport.Cluster(
            "payments",
            Verdict.NonCompliant,
            SampleReport.Finding("KMS-1", FindingStatus.Unknown, "first unknown", Severity.Critical),
            SampleReport.Finding("KMS-6", FindingStatus.Fail, "second failure", Severity.Medium),
            SampleReport.Finding("KMS-2", FindingStatus.Fail, "first failure", Severity.Critical),
            SampleReport.Finding("KMS-3", FindingStatus.Pass, "no news"))));

        string[] messages = ["first failure", "second failure", "first unknown"];
        var places = messages.Select(message => text.IndexOf(message, StringComparison.Ordinal)).ToList();
        places.ShouldBe(places.Order());
        places[0].ShouldBePositive();
        text.ShouldNotContain("no news");
        text.ShouldContain("KMS-2, KMS-6; unknown: KMS-1");
    }

    [Fact]
    public void Write_OneReasonWhyRulesOfDifferentWeightAreUnknown_IsShownOnceWithTheRemedy()
    {
        const string Reason = "The key is not declared.";
        var findings = new[] { Severity.High, Severity.Critical, Severity.Low }
            .Select((severity, index) => SampleReport.Finding($"GKMS-{index + 1}", FindingStatus.Unknown, Reason, severity) with { Remedy = "Declare it." }).ToArray();

        var text = Show(SampleReport.Of("Acme", SampleReport.Cluster("claims", Verdict.Indeterminate, findings)));

        text.Split(Reason).Length.ShouldBe(2);
        text.ShouldContain("GKMS-2, GKMS-1, GKMS-3 (worst: critical, required): claims");
        text.ShouldContain("To do: Declare it.");
    }

    [Fact]
    public void Write_RemedyThatEndsWithALine_LeavesOneLineFree()
    {
        var finding = SampleReport.Finding("KPOL-1", FindingStatus.Fail, "Lacks access.") with { RemedyCode = "-a\n+b\n" };

        Show(SampleReport.Of("Acme", SampleReport.Cluster("claims", Verdict.NonCompliant, finding))).ShouldNotContain("\n\n\n");
    }

    [Fact]
    public void Write_SomeClusters_NeverReadsLikeTheOrganization()
    {
        var text = Show(SampleReport.Of("Acme", SampleReport.Cluster("payments", Verdict.Compliant)) with { LeftOut = [.. Enumerable.Range(1, 7).Select(number => $"{number}")] });

        text.ShouldContain("Acme (acme), PARTIAL: 1 of 8 declared clusters was audited: it is compliant; 7 were left out\n");
        text.ShouldNotContain("COMPLIANT", Case.Sensitive);
    }

    [Fact]
    public void Write_WholeOrganization_SaysWhatTheUndeclaredOneIs()
    {
        var stranger = SampleReport.Cluster("workshop", Verdict.NonCompliant);
        stranger = stranger with { Cluster = stranger.Cluster with { Encryption = new DeclaredEncryption.Undeclared(), Provider = null } };
        var text = Show(SampleReport.Of("Acme", SampleReport.Cluster("payments", Verdict.Compliant), SampleReport.Cluster("claims", Verdict.Compliant), stranger));

        text.ShouldContain("Acme (acme) is ");
        text.ShouldContain("NON-COMPLIANT");
        text.ShouldContain("All 2 declared clusters were audited, and 1 that the inventory does not declare (workshop): 1 is non-compliant, 2 are compliant");
        text.ShouldNotContain("DEMONSTRATION");
        text.ShouldNotContain("ordered by");
    }

    [Fact]
    public void Write_NoClusters_ClaimsNothing()
    {
        var text = Show(SampleReport.Of("Acme"));

        text.ShouldContain("Acme (acme): No cluster is declared, so nothing was audited");
        text.ShouldNotContain("COMPLIANT", Case.Sensitive);
    }

    [Theory]
    [InlineData(OrderCause.CommandLine, "alice on build-7", "ordered by alice on build-7 (command line)")]
    [InlineData(OrderCause.Nightly, null, "ordered by the nightly schedule")]
    [InlineData(OrderCause.Request, "key:12ab", "ordered by key:12ab (request to the server)")]
    [InlineData(OrderCause.KeyChange, null, "ordered by the change of a key")]
    public void Write_DemoThatSomebodyOrdered_SaysBothAndByWhichInventory(OrderCause cause, string? name, string words)
    {
        var text = Show(SampleReport.Of("Acme", SampleReport.Cluster("payments", Verdict.Compliant)) with { Demo = true, OrderedBy = new AuditOrderer { Cause = cause, Name = name }, InventorySha256 = "abc123" });

        text.ShouldStartWith("DEMONSTRATION: this fleet is made up");
        text.ShouldContain(words);
        text.ShouldContain("inventory SHA-256 abc123");
        text.ShouldContain("log retention required since 2026-08-25");
    }

    [Fact]
    public void Write_FindingOfOneRule_LinksToItsPage()
    {
        var report = SampleReport.Of("Acme", SampleReport.Cluster("payments", Verdict.NonCompliant, SampleReport.Finding("KMS-2", FindingStatus.Fail, "m")));

        Show(report).ShouldContain("    More: atrest rules show KMS-2\n");
        Show(report, pages: "https://docs.example.com/rules").ShouldContain("    More: https://docs.example.com/rules/KMS-2.md\n");
    }

    [Fact]
    public void Write_OneCauseOfManyRules_LinksToEachPage()
    {
        var findings = Enumerable.Range(1, 5).Select(number => SampleReport.Finding($"KMS-{number}", FindingStatus.Unknown, "reason") with { Remedy = "Allow it." }).ToArray();
        var report = SampleReport.Of("Acme", SampleReport.Cluster("payments", Verdict.Indeterminate, findings));

        Show(report, 60).ShouldContain("    More: atrest rules show KMS-1 KMS-2 KMS-3 KMS-4 KMS-5\n");
        Show(report, pages: "https://docs.example.com/{id}").ShouldContain("    More: https://docs.example.com/KMS-3\n    More: atrest rules show KMS-4 KMS-5\n");
    }

    [Fact]
    public void Write_LeastSeverity_HidesLesserFindingsAndSaysSo()
    {
        var report = SampleReport.Of("Acme", SampleReport.Cluster(
            "payments",
            Verdict.NonCompliant,
            SampleReport.Finding("KMS-2", FindingStatus.Fail, "first", Severity.High),
            SampleReport.Finding("KMS-6", FindingStatus.Fail, "second", Severity.Medium),
            SampleReport.Finding("MON-1", FindingStatus.Unknown, "third", Severity.Low)));

        var text = Show(report, leastSeverity: Severity.High);

        text.ShouldContain("first");
        text.ShouldNotContain("second");
        text.ShouldContain("2 findings below high are not shown (--severity high).");
        Show(report, leastSeverity: Severity.Medium).ShouldContain("1 finding below medium is not shown (--severity medium).");
        Show(report).ShouldNotContain("not shown");
    }

    [Fact]
    public void Write_FaultOfASharedKey_IsOneGroupWithOneDifference()
    {
        const string Key = "arn:aws:kms:eu-central-1:111122223333:key/11111111-aaaa-4aaa-8aaa-000000000001";
        var finding = SampleReport.Finding("KPOL-3", FindingStatus.Fail, "The policy lets in others.") with { Resource = Key, Consequence = "They can use the key." };
        var report = SampleReport.Of(
            "Acme",
            SampleReport.Cluster("payments", Verdict.NonCompliant, finding with { Remedy = "Replace it by role A.", RemedyCode = "-root\n+A, B" }),
            SampleReport.Cluster("claims", Verdict.NonCompliant, finding with { Remedy = "Replace it by role B." }));

        var text = Show(report);

        text.ShouldContain("KPOL-3 high, required: payments, claims - Title of KPOL-3\n");
        foreach (var once in new[] { Key, "The policy lets in others.", "They can use the key.", "      -root\n      +A, B\n", "To do for payments: Replace it by role A.", "To do for claims: Replace it by role B.", "rules show KPOL-3" })
        {
            text.Split(once).Length.ShouldBe(2, once);
        }
    }

    [Fact]
    public void Write_SameRuleOfTwoKeys_StaysTwoGroups()
    {
        var report = SampleReport.Of(
            "Acme",
            SampleReport.Cluster("payments", Verdict.NonCompliant, SampleReport.Finding("KPOL-3", FindingStatus.Fail, "m1") with { Resource = "key-1" }),
            SampleReport.Cluster("claims", Verdict.NonCompliant, SampleReport.Finding("KPOL-3", FindingStatus.Fail, "m2") with { Resource = "key-2" }));

        Show(report).Split("Title of KPOL-3").Length.ShouldBe(3);
    }

    [Fact]
    public void Write_UnknownFindingsWithOneRemedy_AreOneCause()
    {
        var text = Show(SampleReport.Of("Acme", SampleReport.Cluster(
            "claims",
            Verdict.Indeterminate,
            SampleReport.Finding("GKMS-1", FindingStatus.Unknown, "The key is not declared, so it was not checked.", Severity.Critical) with { Remedy = "Declare it.", Consequence = "c1" },
            SampleReport.Finding("DECL-6", FindingStatus.Unknown, "The key is not declared, so sharing was not checked.", Severity.Medium) with { Remedy = "Declare it." })));

        text.ShouldContain("GKMS-1, DECL-6 (worst: critical, required): claims\n");
        text.ShouldContain("so it was not checked.");
        text.ShouldContain("so sharing was not checked.");
        text.Split("To do: Declare it.").Length.ShouldBe(2);
        text.ShouldNotContain("c1");
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    public void Write_LongNamesAndCommands_AreNeverBroken(int width)
    {
        var name = "payments-" + new string('p', 90);
        var command = "aws kms enable-key --key-id arn:aws:kms:eu-central-1:111122223333:key/11111111-aaaa-4aaa-8aaa-000000000003 --region eu-central-1";
        var finding = SampleReport.Finding("KMS-2", FindingStatus.Fail, $"The key {new string('k', 100)} is disabled.") with { Remedy = $"Ask {new string('r', 100)} for help.", RemedyCode = command };

        var text = Show(SampleReport.Of("Acme", SampleReport.Cluster(name, Verdict.NonCompliant, finding)), width);

        text.ShouldContain($"KMS-2 high, required:\n  {name}");
        text.ShouldContain(new string('k', 100));
        text.ShouldContain(new string('r', 100));
        text.ShouldContain($"      {command}\n");
    }

    [Theory]
    [InlineData(40, 60)]
    [InlineData(40, 70)]
    [InlineData(40, 80)]
    [InlineData(20, 70)]
    [InlineData(20, 80)]
    [InlineData(30, 80)]
    [InlineData(90, 100)]
    [InlineData(60, 200)]
    public void Write_LongClusterNames_AreWholeInTheTableToo(int length, int width)
    {
        string[] names = [new('p', length), $"{new('a', length / 2)} {new('b', (length / 2) - 1)}", "claims"];
        var findings = Enumerable.Range(1, 8).Select(number => SampleReport.Finding($"TRAIL-{number}", FindingStatus.Unknown, "m")).ToArray();
        var report = SampleReport.Of("Acme", [.. names.Select(name => WithBackup(SampleReport.Cluster(name, Verdict.Indeterminate, findings)))]);

        var text = Show(report, width);

        var list = text[..text.IndexOf("\n? TRAIL-1", StringComparison.Ordinal)];
        list.Split('\n').ShouldAllBe(line => line.TrimEnd().Length <= Math.Max(width, length + "? indeterminate ".Length), list);
        foreach (var name in names)
        {
            list.Split('\n').Count(line => line.Contains(name, StringComparison.Ordinal)).ShouldBe(1, $"{name}\n{list}");
        }

        foreach (var word in new[] { "Provider", "eu-central-1", "eu-west-1", "indeterminate", "TRAIL-1,", "TRAIL-4", "more" })
        {
            list.Split(word).Length.ShouldBeGreaterThanOrEqualTo(4, $"{word}\n{list}");
        }
    }

    [Fact]
    public void Write_ATableThatFits_HasAColumnForEachHeading()
    {
        var report = SampleReport.Of("Acme", SampleReport.Cluster("payments", Verdict.Compliant), SampleReport.Cluster("客户数据", Verdict.Compliant), SampleReport.Cluster("c", Verdict.Indeterminate, SampleReport.Finding("KMS-1", FindingStatus.Unknown, "m")));

        var lines = Show(report, 80).Split('\n').Select(line => line.TrimEnd().Replace('✓', '+')).ToList();

        lines.ShouldContain("CLUSTER   DECLARED  REGION        VERDICT          NEEDS ACTION");
        lines.ShouldContain("payments  Provider  eu-central-1  + compliant      none");
        lines.ShouldContain("客户数据  Provider  eu-central-1  + compliant      none");
        lines.ShouldContain("c         Provider  eu-central-1  ? indeterminate  unknown: KMS-1");
    }

    [Fact]
    public void Write_FindingWithTwoCauses_IsWithEachOfThem_AndCountedOnce()
    {
        static Absence Refused(string call) => new() { Kind = AbsenceKind.Denied, Cause = $"Call {call} was refused.", Remedy = $"Allow call {call}." };
        var (first, second) = (Refused("a"), Refused("b"));
        Finding Unread(string rule, Severity severity, params Absence[] because) =>
            SampleReport.Finding(rule, FindingStatus.Unknown, string.Join(" ", because.Select(cause => cause.Cause)), severity) with { Causes = [.. because], Remedy = FindingGroup.RemedyOf([.. because]) };
        var report = SampleReport.Of("Acme", SampleReport.Cluster(
            "payments",
            Verdict.Indeterminate,
            Unread("KMS-1", Severity.Medium, first),
            Unread("KMS-2", Severity.Medium, first, second),
            Unread("KMS-3", Severity.Low, second)));

        var text = Show(report);

        text.ShouldContain("KMS-1, KMS-2 (worst: medium, required): payments\n");
        text.ShouldContain("KMS-2, KMS-3 (worst: medium, required): payments\n");
        foreach (var once in new[] { "    Call a was refused.\n", "    Call b was refused.\n", "    To do: Allow call a.\n", "    To do: Allow call b.\n" })
        {
            text.Split(once).Length.ShouldBe(2, once);
        }

        text.ShouldNotContain("Call a was refused. Call b was refused.");
        Show(report, leastSeverity: Severity.High).ShouldContain("3 findings below high are not shown");
    }

    private static ClusterAudit WithBackup(ClusterAudit audit) => audit with { Cluster = audit.Cluster with { BackupRegion = "eu-west-1" } };

    private static string Show(AuditReport report, int? width = null, Severity leastSeverity = Severity.Low, string? pages = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment { Output = output, Error = TextWriter.Null, Variable = name => name switch { "COLUMNS" => width?.ToString(), "AtRest__RulePages" => pages, _ => null } };
        new ReportView(Consoles.OnOutput(environment), RulePages.Of(environment), leastSeverity).Write(report);
        return output.ToString();
    }
}
