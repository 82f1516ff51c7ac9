/* SPDX-FileCopyrightText: 2026 The Project Authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

import { Button, Descriptions, Divider, Form, Space, Steps } from 'antd';
import { useState } from 'react';

import { KitField } from './kit-fields.jsx';
import { useTerms } from './kit-terms.jsx';
import { PageKey } from './page-key.js';

/* A form of the skin “kit”. Ant Design makes ids from the names of its items, so these are made up. */

function collectFields (items)
{
  return items.flatMap (item => (item.type === 'group' ? collectFields (item.items)
                                 : item.type === 'field' ? [item] : []));
}

function findStart (item)
{
  if (item.options)
    return item.options.find (option => option.isChosen)?.value;
  return item.kind === 'check' ? item.value !== '' : item.value;
}

function readValue (item, value)
{
  if (item.kind === 'check')
    return value ? 'on' : null;
  return value ?? (item.kind === 'radios' ? null : '');
}

/* In two steps if there is enough to divide; buttons and links stand in the last one. */
function divide (look, items)
{
  const buttons = items.filter (item => item.type === 'button' || item.type === 'link');
  const others = items.filter (item => !buttons.includes (item) && item.type !== 'hidden' &&
                                       item.type !== 'terms' && item.items?.length !== 0);
  const middle = Math.ceil (others.length / 2);
  const hasSteps = others.length > 3 && look.pick ('steps', 2) === 1;

  return { buttons, steps: hasSteps ? [others.slice (0, middle), others.slice (middle)] : [others] };
}

function Group ({ look, item, renderField })
{
  return (
    <>
      {look.pick ('divider', 2) === 1 && <Divider orientation="left">{item.legend}</Divider>}
      {item.items.map (renderField)}
    </>
  );
}

function Fact ({ item })
{
  return <Descriptions column={1} items={[{ key: 1, label: item.label, children: item.value }]} />;
}

function FormButtons ({ look, buttons, portal, press })
{
  return (
    <Space wrap>
      {buttons.map ((item, i) => (
        <Button key={i} type={item.kind === 'submit' ? 'primary' : 'default'}
                size={look.pick ('size', 2) === 1 ? 'large' : 'middle'}
                onClick={() => (item.type === 'link' ? portal.follow (item) : press (item))}>
          {item.label}
        </Button>
      ))}
    </Space>
  );
}

export function KitForm ({ look, form, portal })
{
  const [instance] = Form.useForm ();
  const [step, setStep] = useState (0);
  /* The ids of the items begin with it, so that forms do not share them. */
  const [name] = useState (() => look.makeId ());
  const fields = collectFields (form.items);
  const isHidden = item => PageKey.isHidden (item) && form.keyInPage;
  const nameOf = item => look.name (`item-${fields.indexOf (item)}`);
  const checks = look.pick ('client-check', 2) === 1;
  const terms = useTerms (look, form.items.find (item => item.type === 'terms'));
  const { buttons, steps } = divide (look, form.items);
  const start = Object.fromEntries (fields.map (item => [nameOf (item), findStart (item)]));

  const press = async button => {
    const isAway = button.kind !== 'submit';

    if (!isAway && checks && !(await instance.validateFields ().catch (() => null)))
      return;
    const values = { ...start, ...instance.getFieldsValue (true) };
    const read = fields.map (item => ({ item, value: readValue (item, values[nameOf (item)]) }));

    if (!isAway && read.some (({ item, value }) => item.use === 'terms' && value !== null) &&
        !(await terms.confirm ()))
      return;
    portal.submit (form, read.filter (({ value }) => value !== null), button);
  };
  const goOn = async () => {
    if (await instance.validateFields ().catch (() => null))
      setStep (1);
  };
  const renderField = item => isHidden (item) ? null : (
    <KitField key={nameOf (item)} look={look} item={item} name={nameOf (item)} checks={checks}
              terms={item.use === 'terms' ? terms : null} />
  );
  const renderItem = (item, i) => (item.type === 'group'
    ? <Group key={i} look={look} item={item} renderField={renderField} />
    : item.type === 'fact' ? <Fact key={i} item={item} />
    : item.type === 'field' ? renderField (item) : null);

  return (
    <Form form={instance} name={name} initialValues={start} autoComplete="off"
          layout={['vertical', 'horizontal'][look.pick ('layout', 2)]}
          labelCol={look.pick ('layout', 2) === 1 ? { span: 8 } : undefined}>
      {steps.length > 1 && <Steps current={step} style={{ marginBottom: 24 }}
                                  items={[{ title: 'Certificate' }, { title: 'Person' }]} />}
      {steps[step].map (renderItem)}
      {terms.dialog}
      {step < steps.length - 1
        ? <Button type="primary" onClick={goOn}>{look.say ('next', 'Next')}</Button>
        : <>
            {step > 0 && <Button onClick={() => setStep (0)}
                                 style={{ marginRight: 8 }}>{look.say ('previous', 'Previous')}</Button>}
            <FormButtons look={look} buttons={buttons} portal={portal} press={press} />
          </>}
    </Form>
  );
}
