using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Fixing.Text;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>This part changes conditions.</summary>
internal sealed partial class PolicyEditor
{
    /// <summary>Adds a condition, which must hold in addition to the others. False, without a change, if the operator already has this key.</summary>
    public bool AddCondition(int index, string @operator, string key, params ReadOnlySpan<string> values)
    {
        var block = Statement(index).Find("Condition")?.Value;
        var keys = block?.Find(@operator)?.Value;
        if (keys?.Members.Any(member => key.Equals(member.Name, StringComparison.OrdinalIgnoreCase)) == true)
        {
            return false;
        }

        JsonNode value = values is [var only] ? JsonValue.Create(only)! : Strings([.. values]);
        var entry = new JsonObject { [key] = value.DeepClone() };
        Apply(block is null ? json.Append(Statement(index), "Condition", new JsonObject { [@operator] = entry })
            : keys is null ? json.Append(block, @operator, entry)
            : json.Append(keys, key, value));
        return true;
    }

    public void AddConditionValue(int index, PolicyCondition condition, string value)
    {
        var values = Values(index, condition);
        Apply(values.IsList ? json.Append(values, null, JsonValue.Create(value)) : json.Replace(values, Strings([values.Value, value])));
    }

    /// <summary>Removes values from a condition. False, without a change, if no value would remain.</summary>
    public bool RemoveConditionValues(int index, PolicyCondition condition, Func<string, bool> isUnwanted)
    {
        if (Values(index, condition).Items.All(item => isUnwanted(item.Value)))
        {
            return false;
        }

        Apply(json.RemoveAll(Values(index, condition), item => isUnwanted(item.Value.Value)));
        return true;
    }

    private JsonSpan Values(int index, PolicyCondition condition) =>
        Statement(index).Find("Condition")!.Value.Find(condition.OperatorText)!.Value.Find(condition.Key)!.Value;
}
