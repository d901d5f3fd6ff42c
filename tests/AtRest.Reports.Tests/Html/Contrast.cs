namespace AtRest.Reports.Tests.Html;

/// <summary>Measures text against the background it stands on, by WCAG 2.2, success criterion 1.4.3 (4.5 : 1).</summary>
internal static class Contrast
{
    public const string TooLittle = """
        () => {
          for (const details of document.querySelectorAll('details')) details.open = true;
          const rgb = colour => colour.match(/[\d.]+/g).map(Number);
          const luminance = colour => {
            const [r, g, b] = rgb(colour).map(part => { part /= 255; return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
          };
          const background = element => {
            for (let at = element; at; at = at.parentElement) {
              const colour = getComputedStyle(at).backgroundColor;
              if (rgb(colour)[3] !== 0) return colour;
            }
            return getComputedStyle(document.body).backgroundColor;
          };
          return [...document.querySelectorAll('body *')]
            .filter(element => [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim() !== ''))
            .filter(element => !element.closest('svg'))
            .map(element => {
              const [light, dark] = [luminance(getComputedStyle(element).color), luminance(background(element))].sort((a, b) => b - a);
              return { ratio: (light + 0.05) / (dark + 0.05), text: `${element.tagName}.${element.className}: ${element.textContent.slice(0, 40)}` };
            })
            .filter(measured => measured.ratio < 4.5)
            .map(measured => `${measured.ratio.toFixed(2)} ${measured.text}`);
        }
        """;
}
