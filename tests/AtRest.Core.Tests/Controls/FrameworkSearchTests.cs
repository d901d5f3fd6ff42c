using AtRest.Core.Controls;

namespace AtRest.Core.Tests.Controls;

public sealed class FrameworkSearchTests
{
    [Theory]
    [InlineData("pci", "PCI DSS 4.0.1")]
    [InlineData("PCI DSS 4.0.1", "PCI DSS 4.0.1")]
    [InlineData("pci-dss v4.0.1", "PCI DSS 4.0.1")]
    [InlineData("soc2", "SOC 2 (Trust Services Criteria 2017)")]
    [InlineData("iso_27001", "ISO/IEC 27001:2022 Annex A")]
    [InlineData("27001", "ISO/IEC 27001:2022 Annex A")]
    [InlineData("NIST", "NIST SP 800-53 Rev. 5")]
    [InlineData("800-53", "NIST SP 800-53 Rev. 5")]
    [InlineData("c5", "BSI C5:2025")]
    [InlineData("ccm", "CSA Cloud Controls Matrix v4")]
    [InlineData("cis aws 5", "CIS AWS Foundations Benchmark v5.0.0")]
    [InlineData("CIS AWS v5.0.0", "CIS AWS Foundations Benchmark v5.0.0")]
    [InlineData("cis gcp 4", "CIS Google Cloud Foundation Benchmark v4.0.0")]
    [InlineData("security hub", "AWS Security Hub CSPM")]
    [InlineData("dora", "DORA (Regulation (EU) 2022/2554)")]
    [InlineData("2024/1774", "DORA RTS on ICT risk management (Delegated Regulation (EU) 2024/1774)")]
    public void Find_WhatPeopleSay_FindsTheFramework(string text, string name) =>
        FrameworkSearch.Find(text).Select(framework => framework.Name).ShouldBe([name]);

    [Fact]
    public void Find_WithoutTheVersion_FindsEveryVersion() => FrameworkSearch.Find("cis aws").Length.ShouldBe(5);

    [Theory]
    [InlineData("")]
    [InlineData("--")]
    [InlineData("hipaa")]
    public void Find_NoSuchFramework_FindsNone(string text) => FrameworkSearch.Find(text).ShouldBeEmpty();

    [Theory]
    [InlineData("pcl", "pci")]
    [InlineData("DROA", "dora")]
    public void Nearest_OfAMisspeltName_IsTheNameMeant(string text, string name) => FrameworkSearch.Nearest(text).ShouldBe(name);
}
